"""The prints keep to PDF/UA-1 as two readers of the standard see it, and to what neither of them looks at."""

import re
from dataclasses import replace
from io import BytesIO

import page as pdf_ua
import pikepdf
import pytest

from generator.print.html import Html, visible
from generator.print.pdf import to_pdf
from tests.conftest import Built
from tests.print import tagged

DOCUMENTS = pytest.mark.parametrize("name", ["small", "cerebras"])

UNTITLED = '<svg width="9" height="9"><rect width="9" height="9"/></svg>'


@pytest.fixture
def built(name: str, request: pytest.FixtureRequest) -> Built:
    found: Built = request.getfixturevalue(name)
    return found


@pytest.fixture
def data(name: str, request: pytest.FixtureRequest) -> bytes:
    found: bytes = request.getfixturevalue(f"{name}_pdf")
    return found


def findings(data: bytes) -> list[str]:
    """What page-validation has against a PDF, as PDF/UA-1."""
    return [f"{one.rule_id}: {one.message}" for one in pdf_ua.validate_pdf_bytes(data, profile="ua1").failures]


PAGE = Html(
    '<html lang="en"><head><title>Title</title></head>'
    '<body><main><h1>Title</h1><h2 id="a">Section</h2><p>Words.</p></main></body></html>',
    (),
    "",
)


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("<main>", f"<main>{UNTITLED}", "alt"),
        ("<h2 ", "<h4 ", "heading"),
        ('<html lang="en">', "<html>", "lang"),
    ],
)
def test_a_fault_planted_in_the_page_is_found(right: str, wrong: str, says: str) -> None:
    assert right in PAGE.text
    found = findings(to_pdf(replace(PAGE, text=PAGE.text.replace(right, wrong, 1)), "letter"))
    assert any(says in one.lower() for one in found), found


def test_in_the_page_without_a_fault_nothing_is_found() -> None:
    assert findings(to_pdf(PAGE, "letter")) == []


@DOCUMENTS
@pytest.mark.slice(2)
def test_the_scopes_in_print_are_those_of_the_page(built: Built, data: bytes) -> None:
    stated = re.findall(r'<th\b[^>]*scope="(\w+)"', built.page.text)
    read = [cell.scope for cell in tagged.read_tags(data).below() if cell.role == "TH"]
    assert [{"col": "Column", "row": "Row"}[one] for one in stated] == read


@DOCUMENTS
@pytest.mark.slice(2)
def test_it_is_read_out_in_the_order_of_the_page(built: Built, data: bytes) -> None:
    assert same(tagged.read_tags(data).text()) == same(built.page.seen)


def test_another_order_would_be_found() -> None:
    other = to_pdf(replace(PAGE, text=PAGE.text.replace("<main>", "<main><p>First</p>")), "a4")
    assert same(tagged.read_tags(to_pdf(PAGE, "a4")).text()) == same(visible(PAGE.text))
    assert same(tagged.read_tags(other).text()) != same(visible(PAGE.text))


def same(text: str) -> str:
    """A text without its spaces: what is printed has none at the ends of its lines."""
    return "".join(character for character in text if character.isprintable() and not character.isspace())


@DOCUMENTS
@pytest.mark.slice(2)
def test_it_says_its_language_and_shows_its_title(built: Built, data: bytes) -> None:
    with pikepdf.open(BytesIO(data)) as pdf:
        assert str(pdf.Root.Lang) == built.proposal.inputs.proposal.language
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert bool(pdf.Root.MarkInfo.Marked)
        assert built.proposal.inputs.proposal.title in str(pdf.docinfo["/Title"])


@DOCUMENTS
@pytest.mark.slice(2)
def test_its_bookmarks_are_its_headings_in_levels(data: bytes) -> None:
    with pikepdf.open(BytesIO(data)) as pdf, pdf.open_outline() as outline:
        levels = [(one.title, level) for level, one in _levels(outline.root, 1)]
    headings = [one for one in tagged.read_tags(data).below() if one.role in tagged.HEADINGS]
    assert [(same(title), level) for title, level in levels] == [
        (same(one.text()), int(one.role[1])) for one in headings
    ]
    assert max(level for _, level in levels) >= 3, "the title, its sections, and what is below them"


def _levels(items: list[pikepdf.OutlineItem], level: int) -> list[tuple[int, pikepdf.OutlineItem]]:
    return [found for one in items for found in ((level, one), *_levels(one.children, level + 1))]
