"""No more is claimed of a PDF than was compared; what differs is told in words first, then object by object."""

from collections.abc import Callable
from typing import Any

import pytest

from generator.document.audit import Finding
from generator.print.audit import pictures
from generator.print.opened import opened
from generator.review.glyphs import glyphs
from generator.review.verify import ANEW, CLAIMS, DIFFERS, LOOKS, READS, SAME, TRUE, UNHELD, hold
from tests.altered import (
    Instructions,
    altered,
    ambiguous,
    fonts_of,
    glyphs_exchanged,
    overlaid,
    redrawn,
    swapped,
    with_metadata,
    with_note,
    with_program,
    with_text,
    written_anew,
)
from tests.foreign import KEPT, page
from tests.review.test_comparison import by_pypdf


def held(theirs: bytes, ours: bytes) -> tuple[str, tuple[Finding, ...]]:
    with opened(theirs, "x.pdf") as pdf:
        return hold(pdf, theirs, ours, page())


def nudged(by: float) -> Callable[[Instructions], Instructions]:
    """The last text set aside, as other text libraries set it, or a forger."""

    def change(before: Instructions) -> Instructions:
        at = max(at for at, (_, operator) in enumerate(before) if str(operator) == "Tm")
        operands, operator = before[at]
        moved = [*operands[:4], float(operands[4]) + by, operands[5]]
        return [*before[:at], (moved, operator), *before[at + 1 :]]

    return change


def whitened(before: Instructions) -> Instructions:
    """All that is filled, texts as well, in white."""
    return [([1, 1, 1], operator) if str(operator) == "rg" else (given, operator) for given, operator in before]


def unseen(pdf: Any) -> None:
    """All that is filled, texts as well, so transparent that nobody sees it."""
    pdf.pages[0].Resources.ExtGState["/a1.0"]["/ca"] = 0


def test_the_claim_is_as_large_as_what_was_compared(data: bytes) -> None:
    stored = with_program(data, written_anew)
    cases = [
        (data, SAME),
        (by_pypdf(data), ANEW),
        (stored, LOOKS),
        (redrawn(stored, nudged(1)), READS),
        (redrawn(stored, nudged(9)), UNHELD),
        (redrawn(stored, overlaid), DIFFERS),
        (redrawn(stored, whitened), DIFFERS),
        (altered(stored, unseen), DIFFERS),
        (redrawn(stored, swapped), DIFFERS),
        (with_text(stored, "26,386,500", "26,368,500")[0], DIFFERS),
        (redrawn(data, nudged(1)), DIFFERS),
    ]
    found = [held(one, data) for one, _ in cases]
    assert [verdict for verdict, _ in found] == [verdict for _, verdict in cases]
    assert all((verdict in TRUE) == (not differences) for verdict, differences in found)
    assert {verdict for verdict, _ in found} == {*CLAIMS}


@pytest.mark.whole
def test_no_other_change_of_a_print_is_claimed_to_be_none(data: bytes) -> None:
    stored = with_program(data, written_anew)
    forged = (with_note(stored, "~14.2M"), with_metadata(stored, "/Title", "99,999"), redrawn(data, overlaid))
    for one in (*forged, with_program(data, glyphs_exchanged)):
        assert held(one, data)[0] == DIFFERS


def test_a_print_of_another_system_reads_and_looks_as_todays() -> None:
    debian_12, debian_13 = ((KEPT / f"debian-{number}.pdf").read_bytes() for number in (12, 13))
    assert held(debian_13, debian_12) == held(debian_12, debian_13) == (LOOKS, ())
    forged, _ = with_text(debian_13, "26,386,500", "26,368,500")
    assert held(forged, debian_12)[0] == DIFFERS


def test_words_are_told_before_objects(data: bytes) -> None:
    _, (words, objects) = held(with_text(data, "Asked", "Asken")[0], data)
    assert str(words) == "page 1: reads 'Asken' where the HTML has 'Asked'"
    assert objects.where == "page 1/Contents"


def test_a_font_that_is_read_in_two_ways_is_no_font_of_a_print(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers draw the first of two tables of a name; what takes the last finds the glyphs of the print."""
    forged = altered(data, lambda pdf: ambiguous(fonts_of(pdf)[0].FontDescriptor.FontFile3))
    assert [*pictures(forged)] != [*pictures(data)]
    verdict, found = held(forged, data)
    assert (verdict, found[-1].what) == (DIFFERS, "draws other glyphs, or at other widths")
    monkeypatch.setattr("generator.review.comparison.glyphs", glyphs)  # which remembers nothing
    monkeypatch.setattr("generator.review.glyphs._in_one_way", lambda _: True)  # as in a way that nobody knows of yet
    for one in (forged, redrawn(forged, nudged(1))):
        verdict, found = held(one, data)
        assert (verdict, str(found[0])) == (
            DIFFERS,
            "page 1: looks otherwise: a font draws other glyphs than its program says",
        )
