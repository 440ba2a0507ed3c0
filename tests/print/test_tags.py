"""The tag tree as a screen reader meets it: heads have a scope, a table is one, a link and a heading hold no other."""

from functools import cache
from io import BytesIO

import pikepdf
import pytest

from generator.print.html import Html
from generator.print.pdf import to_pdf
from tests.print import tagged

HEAD = '<tr><th scope="col">Model</th><th scope="col">Tokens</th></tr>'
ROW = '<tr><th scope="row">model {0}</th><td>value {0}</td></tr>'


@cache
def print_body(body: str) -> bytes:
    """The print of a page with a title and a body."""
    page = f'<!DOCTYPE html><html lang="en"><head><title>T</title></head><body><h1>Title</h1>{body}</body></html>'
    return to_pdf(Html(page, (), ""), "a4")


def table(rows: int, caption: str = "<caption>Demand</caption>") -> str:
    body = "".join(ROW.format(number) for number in range(rows))
    return f'<table class="divided">{caption}<thead>{HEAD}</thead><tbody>{body}</tbody></table>'


@pytest.fixture(scope="module")
def divided() -> tagged.Element:
    """The tags of a table that stands on three pages."""
    return tagged.read_tags(print_body(table(90)))


def test_a_head_cell_says_whether_it_heads_a_column_or_a_row(divided: tagged.Element) -> None:
    scopes = [cell.scope for cell in divided.below() if cell.role == "TH"]
    assert scopes == ["Column"] * 2 + ["Row"] * 90


def test_a_table_that_pages_divide_is_one_table_whose_head_is_read_once(divided: tagged.Element) -> None:
    (only,) = (one for one in divided.below() if one.role == "Table")
    assert [kid.role for kid in only.elements()] == ["Caption", "THead", "TBody"]
    assert only.text().split()[:3] == ["Demand", "Model", "Tokens"]
    assert only.text().count("Tokens") == 1
    assert [row.text().split() for row in only.elements()[2].elements()] == [
        ["model", str(number), "value", str(number)] for number in range(90)
    ]


def test_what_is_printed_beside_the_tags_is_marked_as_an_artifact_and_as_nothing_else() -> None:
    with pikepdf.open(BytesIO(print_body(table(90)))) as pdf:
        parts = [part for page in pdf.pages for part in pikepdf.parse_content_stream(page)]
    marks = {tuple(map(str, part.operands)) for part in parts if str(part.operator) == "BMC"}
    assert marks == {("/Artifact",)}


def test_a_cell_names_the_heads_of_its_own_row_and_column_on_every_page(divided: tagged.Element) -> None:
    assert tagged.cells_without_heads(divided) == []
    names = {cell.name: cell.text().strip() for cell in divided.below() if cell.role == "TH"}
    heads = {cell.text().strip(): [names[one] for one in cell.heads] for cell in divided.below() if cell.role == "TD"}
    assert heads == {f"value {number}": [f"model {number}", "Tokens"] for number in range(90)}


def test_elements_within_a_link_are_part_of_it_and_no_links_of_their_own() -> None:
    import page

    data = print_body('<p><a href="#end">To <span>the <span>very</span></span> end</a></p><h2 id="end">End</h2>')
    assert page.validate_pdf_bytes(data).failures == []
    (link,) = (one for one in tagged.read_tags(data).below() if one.role == "Link")
    assert link.text().split() == ["To", "the", "very", "end"]


def test_a_block_within_a_heading_is_no_heading_of_its_own() -> None:
    data = print_body('<h2>Section <span class="rest">of its own</span></h2>')
    assert [one.role for one in tagged.read_tags(data).below() if one.role in tagged.HEADINGS] == ["H1", "H2"]


@pytest.mark.parametrize(
    ("body", "find"),
    [
        (table(2, ""), tagged.tables_without_caption),
        (table(2, "<caption> </caption>"), tagged.tables_without_caption),
        ("<h3>Skipped</h3>", tagged.misplaced_headings),
        ('<svg width="9" height="9"><rect width="9" height="9"/></svg>', tagged.figures_without_alternative),
        ("<table><tr><td>of no head</td></tr></table>", tagged.cells_without_heads),
    ],
)
def test_what_falls_short_is_found(body: str, find: "tagged.Find") -> None:
    assert len(find(tagged.read_tags(print_body(body)))) == 1
    assert find(tagged.read_tags(print_body(table(2)))) == []


def test_a_head_cell_whose_scope_is_lost_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.print.tags.finish", lambda _, __: None)
    assert len(tagged.head_cells_without_scope(tagged.read_tags(print_body(table(1))))) == 3
