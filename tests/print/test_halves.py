"""The second half of the pages is drawn by a fork: to the same bytes, whatever stands on them, and however it ends."""

import os
import pickle
from contextlib import nullcontext
from typing import Any

import pytest

from generator.print import halves
from generator.print.halves import in_halves
from generator.print.pdf import load, to_pdf
from tests.conftest import Built

NUMBER = '<svg viewBox="0 0 90 9"><title>N</title><text x="50" y="8" text-anchor="end">an end</text></svg>'
FADED = '<svg viewBox="0 0 90 9"><title>N</title><g opacity="0.5"><rect width="9" height="9"/>{}</g></svg>'.format(
    '<text x="50" y="8" text-anchor="end">an end</text>'
)
SMALL = '<i style=\'font-style: normal; font-feature-settings: "smcp", "c2sc"\''
CASES = {
    "groups on both halves": (f"one {NUMBER}", f"two {NUMBER}{NUMBER}"),
    "glyphs and a face that stand in the second half alone": ("one", "<b>quay</b> fi 1,234"),
    "glyphs that the first half has": ("one quay", "two quay"),
    "a group within another": (NUMBER, FADED),
    "a part that is seen through": ("one", '<p style="opacity: 0.5">two</p><p style="color: #00000080">three</p>'),
    "a shading": ("one", '<p style="background: linear-gradient(red, blue)">two</p>'),
    "letters that no font has": ("one 字", "two 漢"),
    "a glyph that is of two letters": (f"{SMALL}>one</i>", f"{SMALL}>ONE</i>"),
    "a cell, a list and a link": (
        "<b>one</b><ul><li>a</ul>",
        "<table><tr><th>a<td>b</table><ul><li>c</ul><a href='#a' id='a'>d</a>",
    ),
}
"""What stands on the first and on the second of two pages."""
FORKED = (
    "a glyph that is of two letters",
    "groups on both halves",
    "glyphs that the first half has",
    "a cell, a list and a link",
    "a part that is seen through",
)
"""Of these, what the fork draws is taken."""


def written(pages: tuple[str, str], apart: bool) -> tuple[bytes, list[Any]]:
    first, second = (f"<div style='break-after: page'>{one}</div>" for one in pages)
    document = load().HTML(string=f"<html lang='en'><title>Two</title>{first}{second}</html>").render()
    with in_halves(document.pages) if apart else nullcontext():
        data: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return data, document.pages


@pytest.fixture(autouse=True)
def _two_cpus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(halves, "cpus", lambda: 2)


@pytest.fixture
def received(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Of each print in halves, whether what a fork drew was taken."""
    found: list[bool] = []
    receive = halves._received

    def told(*given: Any) -> Any:
        drawn = receive(*given)
        found.append(drawn is not None)
        return drawn

    monkeypatch.setattr(halves, "_received", told)
    return found


@pytest.mark.parametrize("case", CASES)
def test_pages_come_to_the_same_bytes_whatever_stands_on_them(case: str, received: list[bool]) -> None:
    assert written(CASES[case], apart=True)[0] == written(CASES[case], apart=False)[0]
    assert received == [case in FORKED], "was it the fork that drew?"


def test_a_document_is_drawn_by_two_processes_to_the_same_bytes(
    small: Built, small_pdf: bytes, received: list[bool]
) -> None:
    assert to_pdf(small.page, small.paper, small.attached, halves=True) == small_pdf
    assert received == [True]


@pytest.mark.parametrize("end", ["killed", "failed"])
def test_where_the_fork_ends_before_its_time_all_pages_are_drawn_here(
    end: str, monkeypatch: pytest.MonkeyPatch, received: list[bool]
) -> None:
    def fail(*_: object) -> None:
        if end == "killed":
            os._exit(9)
        raise MemoryError

    plain, _ = written(CASES["groups on both halves"], apart=False)
    monkeypatch.setattr(pickle, "dump", fail)
    assert written(CASES["groups on both halves"], apart=True)[0] == plain
    assert received == [False]


def test_the_fork_is_gone_when_the_document_is_written_or_cannot_be() -> None:
    page = type("Page", (), {"paint": lambda *_: None})

    def broken() -> None:
        with in_halves([page(), page()]):
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        broken()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_with_a_single_cpu_or_page_nothing_is_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("a fork"))
    with in_halves(["one page"]):
        pass
    monkeypatch.setattr(halves, "cpus", lambda: 1)
    with in_halves(["two", "pages"]):
        pass
