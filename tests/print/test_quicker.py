"""A page is printed to the same bytes in less time: what is remembered tells apart all that upstream tells apart."""

import inspect
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

import pytest

from generator.print.printer import load
from generator.print.quicker import READ, WRITTEN_FOR, quicker, split_first_line

TEXT = "An office fi\xadnds 1,234 half-finished effi\xadciency words, Tomorrow's and no more"
CASES = (
    *("", "direction: rtl", "font-family: 'Source Sans Pro', serif; font-kerning: none", "font-size: 7.3pt"),
    *("font-feature-settings: 'onum'", "font-language-override: 'TRK'", "font-stretch: condensed"),
    *("font-style: italic", "font-variant-caps: small-caps", "font-variant-ligatures: no-common-ligatures"),
    *("font-variant-numeric: tabular-nums", "font-variant-position: super", "font-weight: 600"),
    *("hyphens: auto", "hyphens: auto; hyphenate-character: '~'", "hyphens: auto; hyphenate-limit-chars: 4 2 2"),
    *("hyphens: auto; hyphenate-limit-zone: 40%", "hyphens: none", "letter-spacing: 0.4pt", "word-spacing: 3pt"),
    *("overflow-wrap: anywhere", "overflow-wrap: break-word", "word-break: break-all", "text-align: justify"),
    *("white-space: nowrap", "white-space: pre", "white-space: pre; tab-size: 3", "white-space: pre-line"),
    *("text-decoration: underline line-through", "overflow: hidden; text-overflow: ellipsis; white-space: nowrap"),
    "overflow: hidden; text-overflow: ellipsis; white-space: nowrap; width: 15mm",
    *("line-clamp: 2; block-ellipsis: auto", "text-indent: 2em; line-height: 2", "text-transform: uppercase"),
    *(
        "padding-inline-start: 9pt; direction: rtl",
        "margin: 5%; max-width: 60%",
        "box-sizing: border-box; padding: 3pt",
    ),
    *("width: calc(50% + 4pt)", "--wide: 20mm; width: var(--wide)", "display: flex", "display: grid", "columns: 2"),
    *("float: right; width: 10mm", "display: inline-block", "position: relative; left: 10%", "display: list-item"),
    *(
        "float: footnote",
        "height: 10%",
        "min-height: 30pt",
        "max-height: 8pt; overflow: hidden",
        "border: 1pt solid; padding: 2%",
    ),
)
STYLE = (
    "@page { size: 80mm 400mm } @page wide { size: 99mm } .wide { page: wide } td { border-top: 1pt solid } "
    "p { width: 30mm } .after::first-line { color: red } .after::first-letter { color: blue }"
)
CELLS = "<td style='border: 2pt solid'>half ) of a ( word</td><td style='width: 40%'>a word a word</td><td>1,234"
WORDS = "half-finished unfinished office, (words: A1 of) well-known an\u00a0end, 1,234 and/or office.\nfi fi fi"
NARROW = (
    "",
    "overflow-wrap: anywhere",
    "word-break: break-all",
    "white-space: pre-wrap",
    "white-space: pre-line",
    "letter-spacing: 1pt",
    "word-spacing: 3pt",
    "hyphens: auto",
    "direction: rtl",
    "width: 30mm",
    "white-space: pre-line; width: 90mm",
    "white-space: nowrap",
)
DRAWN = (
    '<svg viewBox="0 0 90 20" style="width: 90pt"><text x="5 9" y="9" rotate="9" letter-spacing="1">a word</text></svg>'
)


PARTS = 8


def page(part: int) -> str:
    """The same text in the plain style and in a part of the others, also where the style around it is another."""
    styles = ("", *CASES[part::PARTS])
    cases = "".join(f'<p style="{one}">{TEXT} <b>half-finished\tand\nmore</b></p>' for one in styles)
    tables = "".join(f"<table style='border-collapse: {one}'>{f'<tr>{CELLS}' * 3}</table>" for one in ("collapse", ""))
    cells = "".join(
        f"<td style='{one}'>{WORDS}<td style='{one}'>{WORDS} <b>so</b>" for one in ("", *NARROW[part::PARTS])
    )
    tables += f"<table style='hyphens: none; overflow-wrap: break-word; font-size: 3pt; width: 1mm'><tr>{cells}</table>"
    after = f'<p class="after">{TEXT}</p><ol class="wide"><li>{TEXT}<p>{TEXT}</p></li></ol>'
    return f'<html lang="en"><title>Words</title><style>{STYLE}</style>{cases}{tables}{after}{DRAWN}{DRAWN}</html>'


def printed(text: str) -> bytes:
    result: bytes = load().HTML(string=text).write_pdf(pdf_variant="pdf/ua-1")
    return result


@pytest.mark.slice(PARTS)
@pytest.mark.parametrize("part", range(PARTS))
def test_the_same_text_in_every_style_is_printed_to_the_same_bytes(part: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(anew: Callable[..., Any], *given: Any, **named: Any) -> Any:
        found = split_first_line(anew, *given, **named)
        assert found[1:] == anew(*given, **named)[1:], given[0]
        return found

    plain = printed(page(part))
    monkeypatch.setattr("generator.print.quicker.split_first_line", held)
    with quicker(page(part)):
        assert printed(page(part)) == plain


def test_lines_that_are_spaced_out_are_printed_to_the_same_bytes() -> None:
    text = f'<html lang="en"><title>Words</title><p style="width: 30mm; text-align: justify">{TEXT}</p></html>'
    plain = printed(text)
    with quicker(text):
        assert printed(text) == plain


def test_all_that_upstream_reads_of_a_style_for_a_line_tells_lines_apart() -> None:
    load()
    from weasyprint.text import fonts, line_break

    texts = inspect.getsource(line_break), inspect.getsource(fonts.get_font_description)
    found = {name for text in texts for name in re.findall(r"style\['(\w+)'\]", text)}
    assert found - {"line_height"} == {*READ}, "the height of a line is no part of its text"


def set_up(text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often upstream prepares Pango for a line of a page."""
    from weasyprint.text.line_break import Layout

    setup, count = Layout.setup, list[int]()

    def counted(layout: Any, style: Any) -> None:
        count.append(1)
        setup(layout, style)

    with monkeypatch.context() as patch:
        patch.setattr(Layout, "setup", counted)
        printed(text)
    return len(count)


def test_upstream_still_prepares_the_same_line_anew_and_here_it_is_prepared_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, ten = (f"<html lang=en><title>Words</title>{'<p>The same words</p>' * times}" for times in (1, 10))
    load()
    assert set_up(ten, monkeypatch) >= 9 + set_up(one, monkeypatch) > 9, "upstream remembers: quicker.py may go"
    _remembered_alike(one, ten, monkeypatch)


def _remembered_alike(one: str, ten: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from weasyprint.text import line_break

    split: Callable[..., Any] = line_break.split_first_line
    texts = list[str]()

    @wraps(split)
    def counted(text: str, *rest: Any, **named: Any) -> Any:
        texts.append(text)
        return split(text, *rest, **named)

    for name in ("weasyprint.text.line_break", "weasyprint.layout.inline", "weasyprint.layout.preferred"):
        monkeypatch.setattr(f"{name}.split_first_line", counted)
    counts = []
    for text in (one, ten):
        texts.clear()
        with quicker(text):
            printed(text)
        counts.append(len(texts))
    assert counts[0] == counts[1] > 0


def test_it_is_written_for_what_is_installed() -> None:
    assert load().__version__ == WRITTEN_FOR, "look what changed upstream, then name the new version"


def test_it_is_in_place_during_a_print_alone_and_never_in_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    weasyprint = load()
    from weasyprint.text.line_break import Layout

    setup = Layout.setup
    with quicker(""):
        assert Layout.setup is not setup
    assert Layout.setup is setup
    monkeypatch.setattr(weasyprint, "__version__", "0")
    with quicker(""):
        assert Layout.setup is setup
