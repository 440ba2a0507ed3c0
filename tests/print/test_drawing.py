"""What a page draws is told where it does not stand, or look, as today's print draws it, though it reads the same."""

from collections.abc import Callable
from typing import Any, TypeAlias

import pikepdf
import pytest
from pikepdf import Operator

from generator.errors import ProposalError
from generator.print import drawing
from generator.print.audit import audit_pdf
from generator.print.drawing import drawn, unlike, unlike_today
from generator.print.html import Html
from generator.print.pdf import to_pdf
from tests.altered import altered

LIMITS = "".join(f"<p>Limit {name}: {of}</p>" for name, of in (("a", "7,350"), ("b", "26.4M")))
HEAD = '<html lang="en"><head><title>T</title></head>'
PAGE = Html(f"{HEAD}<body><main><h1>Request</h1>{LIMITS}</main></body></html>", (), "")
Instructions: TypeAlias = list[tuple[list[Any], Operator]]


@pytest.fixture(scope="module")
def data() -> bytes:
    return to_pdf(PAGE, "a4")


def redrawn(data: bytes, change: Callable[[Instructions], Instructions]) -> bytes:
    """The PDF with the instructions of its first page changed."""

    def on(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        before = [(list(one.operands), one.operator) for one in pikepdf.parse_content_stream(page)]
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(change(before)))

    return altered(data, on)


def swapped(before: Instructions) -> Instructions:
    """The places of the last two texts exchanged; the order in which they are read stays."""
    *_, one, two = [at for at, (_, operator) in enumerate(before) if str(operator) == "Tm"]
    after = list(before)
    after[one], after[two] = before[two], before[one]
    return after


def hidden(before: Instructions) -> Instructions:
    at = max(at for at, (_, operator) in enumerate(before) if str(operator) == "BT")
    return [*before[: at + 1], ([3], Operator("Tr")), *before[at + 1 :]]


def white(before: Instructions) -> Instructions:
    at = max(at for at, (_, operator) in enumerate(before) if str(operator) == "BT")
    return [*before[:at], ([1, 1, 1], Operator("rg")), *before[at:]]


def overlaid(before: Instructions) -> Instructions:
    area = [([1, 1, 1], Operator("rg")), ([100, 100, 50, 20], Operator("re")), ([], Operator("f"))]
    return [*before, *area]


def shifted(before: Instructions) -> Instructions:
    return [([1, 0, 0, 1, 5, 0], Operator("cm")), *before]


@pytest.mark.parametrize("change", [swapped, hidden, white, overlaid])
def test_what_reads_the_same_and_is_drawn_otherwise_is_told_with_its_page(
    data: bytes, change: Callable[[Instructions], Instructions]
) -> None:
    forged = redrawn(data, change)
    assert audit_pdf(forged, PAGE) == audit_pdf(data, PAGE)
    found = list(unlike(drawn(forged), drawn(data)))
    assert found
    assert {one.where for one in found} == {"page 1"}


def test_an_area_that_is_stroked_where_it_was_filled_or_has_another_corner_is_told(data: bytes) -> None:
    corner = [([100, 100], Operator("m")), ([150, 100], Operator("l")), ([150, 120], Operator("l"))]

    def area(path: Instructions, paint: str) -> list[list[drawing.Drawn]]:
        return drawn(redrawn(data, lambda before: [*before, *path, ([], Operator(paint))]))

    filled = area(corner, "f")
    for forged in (area(corner, "S"), area([*corner, ([100, 120], Operator("l"))], "f")):
        assert [one.what.partition(" is")[0] for one in unlike(forged, filled)] == ["a line or an area"]
    assert list(unlike(area(corner, "f"), filled)) == []


def test_a_print_is_drawn_as_itself_also_where_another_tool_has_saved_it_anew(data: bytes) -> None:
    assert unlike_today(data, PAGE, "a4", ()) == []
    assert unlike_today(altered(data, bool), PAGE, "a4", ()) == []


def test_a_little_beside_is_no_finding_and_further_off_is_one(data: bytes) -> None:
    near = redrawn(data, lambda before: [([1, 0, 0, 1, 0.5, 0], Operator("cm")), *before])
    assert list(unlike(drawn(near), drawn(data))) == []
    assert len(list(unlike(drawn(redrawn(data, shifted)), drawn(data)))) > 3


def test_where_most_streams_are_others_places_may_be_so_too_but_nothing_may_be_added_or_hidden(
    data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "unlike_streams", lambda *_: (30, 50))
    assert unlike_today(redrawn(data, shifted), PAGE, "a4", ()) is None
    for change in (hidden, white, overlaid):
        assert unlike_today(redrawn(data, change), PAGE, "a4", ())


def test_what_looks_otherwise_though_it_is_made_of_the_same_is_found(data: bytes) -> None:
    def swapped_fonts(pdf: pikepdf.Pdf) -> None:
        fonts = pdf.pages[0].Resources.Font
        first, second = list(fonts.keys())[:2]
        fonts[first], fonts[second] = fonts[second], fonts[first]

    forged = altered(data, swapped_fonts)
    assert [str(one) for one in drawing._unlike_pictures(forged, data)] == [
        "page 1: looks otherwise than in today's print"
    ]
    assert list(drawing._unlike_pictures(altered(data, bool), data)) == []


def test_a_text_that_is_told_in_place_of_what_is_drawn_is_found_by_the_stream_it_stands_in(
    data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "MOST_OTHERWISE", 1)  # the print holds few streams
    told = pikepdf.Dictionary(ActualText=pikepdf.String("page 1 of 1"))

    def replaced(before: Instructions) -> Instructions:
        at = max(at for at, (_, operator) in enumerate(before) if str(operator) == "BT")
        return [*before[:at], ([pikepdf.Name.Span, told], Operator("BDC")), *before[at:], ([], Operator("EMC"))]

    forged = redrawn(data, replaced)
    assert list(unlike(drawn(forged), drawn(data))) == []
    assert [str(one) for one in unlike_today(forged, PAGE, "a4", ()) or ()] == [
        "pages and fonts: 1 of their streams are not those of today's print"
    ]


def test_a_link_that_says_or_leads_to_something_else_is_found() -> None:
    page = Html(f'{HEAD}<body><main><p><a href="https://a.example">Read</a> {LIMITS}</p></main></body></html>', (), "")
    true = to_pdf(page, "a4")
    (link,) = [one for one in drawn(true)[0] if one.kind == drawing.LINK]
    assert "https://a.example" in link.text

    def says(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Annots[0].Contents = pikepdf.String("The request is 99,999,999 tokens")

    def leads(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Annots[0].A.URI = pikepdf.String("https://b.example")

    for change in (says, leads):
        found = list(unlike(drawn(altered(true, change)), drawn(true)))
        assert [one.what.partition(" is drawn")[0] for one in found] == [repr(link.text.strip())]


def test_pages_more_or_fewer_are_found(data: bytes) -> None:
    assert [str(one) for one in unlike([*drawn(data), []], drawn(data))] == ["pages: 2 stand where 1 belong"]


def test_a_text_of_any_length_is_compared_to_its_end() -> None:
    for end in "bc":
        link = f'<p><a href="https://example.org/{"a" * 1500}{end}">Read</a></p>'
        page = Html(f"{HEAD}<body><main>{link}</main></body></html>", (), "")
        told = next(thing.text for thing in drawn(to_pdf(page, "a4"))[0] if thing.kind == drawing.LINK)
        assert told.endswith(f"aaa{end}")


def test_where_nothing_can_be_printed_nothing_is_said_of_looks(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> bytes:
        raise ProposalError([])

    monkeypatch.setattr(drawing, "to_pdf", missing)
    assert unlike_today(data, PAGE, "a4", ()) is None
