"""The page holds the Markdown's sections behind a cover, and marks what a line must not break."""

import re

import pytest

import generator
from generator.document.record import short_digest
from generator.inputs import load
from generator.print import html as layout
from generator.print.html import to_html
from generator.print.product import make
from generator.print.visible import visible
from tests.conftest import SMALL, Built


def test_what_a_line_could_break_is_marked_so_that_it_never_does(cerebras: Built) -> None:
    page = to_html(cerebras.document, cerebras.proposal, cerebras.sheet, cerebras.record).text
    assert '<td class="right n">7,350–10,850</td>' in page
    assert '<th scope="row" class="n">gpt-oss-120b</th>' in page
    assert '<span class="n">follow-up</span>' in page


def test_a_minus_stands_apart_from_the_sign_for_about_which_would_look_like_a_second(cerebras: Built) -> None:
    assert '<td class="right"><span class="about">~</span><span class="n">−6.3%</span></td>' in cerebras.page.text
    assert "~−" not in cerebras.page.text
    assert "~−6.3%" in cerebras.page.seen()


def test_the_contents_name_every_section_and_every_heading_below_it_in_order(cerebras: Built) -> None:
    headings = re.findall(r"^###? (.*)$", cerebras.document.text, re.MULTILINE)
    contents = cerebras.page.text.split('<nav class="contents">')[1].split("</nav>")[0]
    assert [line for line in visible(contents).splitlines() if line.strip()] == headings


def test_the_contents_stand_in_two_halves_about_as_long_that_part_before_a_section(small: Built) -> None:
    contents = small.page.text.split('<nav class="contents">')[1].split("</nav>")[0]
    halves = [re.findall(r'<li class="(\w+)">', half) for half in contents.split("</ul>")[:2]]
    assert [(half[0], len(half)) for half in halves] == [("top", 9), ("top", 7)]


def test_a_document_without_sections_has_no_contents() -> None:
    assert layout._halves([]) == [[], []]


def test_a_line_of_the_contents_may_break_only_where_it_is_long(small: Built) -> None:
    links = re.findall(r'<li [^>]*><a( class="n")? href="[^"]*">(.*?)</a>', small.page.text)
    assert {bool(unbroken) for unbroken, _ in links} == {True, False}
    assert all(bool(unbroken) == (len(title) <= layout.LONGEST_ENTRY) for unbroken, title in links)


@pytest.mark.parametrize(
    ("edition", "shown"),
    [
        (f"far {'x' * 40} away", f'far <span class="long">{"x" * 40}</span> away'),
        ("far away", "far away"),
    ],
)
def test_a_very_long_word_may_break_within_and_no_other(edition: str, shown: str) -> None:
    page = make(load(SMALL, {"proposal.edition": edition})).page.text
    assert f'<tr><th scope="row">Edition</th><td>{shown}, version draft</td></tr>' in page


def test_a_link_that_is_not_broken_holds_no_more_elements() -> None:
    link = '<a class="n" href="#x">A <span class="n">follow-up</span></a>'
    assert layout.UNBROKEN.sub(layout._whole, link) == '<a class="n" href="#x">A follow-up</a>'


def test_a_link_may_break_anywhere(small: Built) -> None:
    assert (
        '<span class="long"><a href="https://example.org/post">https://example.org/post</a></span>' in small.page.text
    )


def test_texts_that_are_passed_over_read_as_if_every_pattern_had_been_tried(
    cerebras: Built, foreign: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    bodies = [layout.to_body(one.document) for one in (cerebras, foreign)]
    monkeypatch.setattr(layout, "MARKUP", re.compile(""))
    assert [layout.to_body(one.document) for one in (cerebras, foreign)] == bodies


def test_every_head_cell_says_what_it_heads(cerebras: Built) -> None:
    cells = re.findall(r"<th\b[^>]*>", cerebras.page.text)
    assert cells
    assert all('scope="col"' in cell or 'scope="row"' in cell for cell in cells)


def test_names_are_escaped_for_html_and_not_for_markdown(cerebras: Built) -> None:
    assert "\\_" not in cerebras.page.text
    assert "\\*" not in cerebras.page.text


def test_the_foot_shows_the_digest_of_the_record(cerebras: Built) -> None:
    assert cerebras.page.digest == short_digest(cerebras.record)
    foot = cerebras.page.text.partition('<p class="running-foot">')[2].partition("</p>")[0]
    assert re.sub("<[^>]*>", "", foot) == f"Figures {cerebras.page.digest}, capacity-proposals {generator.__version__}"
