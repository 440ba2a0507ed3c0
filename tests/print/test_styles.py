"""Elements of which the same is said share a style, where they inherit the same; the print is that of WeasyPrint."""

from typing import Any

import pytest

from generator.print.printer import load
from generator.print.quicker import quicker

ROWS = "<table>" + "<tr><td>A word<td><i>Another</i>" * 10 + "</table>"
PLAIN = "tr:first-child { break-after: avoid } tr:nth-child(n + 9) { break-before: avoid } td { color: red }"
HANDED = (
    *("--wide: 9pt", "--wide: 20pt", "text-decoration: underline", "text-decoration-color: red", "page: apart"),
    *("border: 1pt solid red", "border: 2pt solid", "color: blue", "font-size: 7pt", "background: pink", ""),
)
TAKES = "p { padding-left: var(--wide); border: inherit; background: inherit; text-indent: 1em } @page { size: a6 }"


def page(style: str, body: str) -> str:
    return f'<html lang="en"><title>Words</title><style>{style}</style>{body}</html>'


def printed(text: str) -> bytes:
    result: bytes = load().HTML(string=text).write_pdf(pdf_variant="pdf/ua-1")
    return result


def styles_of(text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many styles are worked out for a page."""
    from weasyprint.css import ComputedStyle

    begin, count = ComputedStyle.__init__, list[int]()

    def counted(style: Any, *given: Any) -> None:
        count.append(1)
        begin(style, *given)

    with monkeypatch.context() as patch:
        patch.setattr(ComputedStyle, "__init__", counted)
        printed(text)
    return len(count)


def test_cells_of_rows_that_break_otherwise_share_a_style(monkeypatch: pytest.MonkeyPatch) -> None:
    text = page(PLAIN, ROWS)
    load()
    upstream = styles_of(text, monkeypatch)
    with quicker(text):
        assert upstream - styles_of(text, monkeypatch) >= 4, "a cell and its text, in two kinds of rows more than one"


@pytest.mark.parametrize("around", HANDED)
def test_what_is_inherited_tells_styles_apart(around: str) -> None:
    text = page(TAKES, f"<div style='{around}'><p>A word</p></div><div><p>A word</p></div>" * 2)
    plain = printed(text)
    with quicker(text):
        assert printed(text) == plain
