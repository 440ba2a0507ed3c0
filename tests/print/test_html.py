"""The page holds the Markdown's sections, and marks what a line must not break."""

import re

import pytest

import generator
from generator.document.marks import Printed
from generator.document.record import short_digest
from generator.print import html as layout
from generator.print import tree
from generator.print.html import HEAD_BEGINS, HEAD_ENDS, to_html, visible
from tests.conftest import Built


def test_what_a_line_could_break_is_marked_so_that_it_never_does(cerebras: Built) -> None:
    page = to_html(cerebras.document, cerebras.proposal, cerebras.sheet, cerebras.record).text
    assert '<span class="n">2–3</span>' in page
    assert '<span class="n">gpt-oss-120b</span>' in page


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (f"far-{'x' * 40} away", f'<span class="long">far-{"x" * 40}</span> away'),
        ("far-away there", '<span class="n">far-away</span> there'),
        ("far away", "far away"),
        ("a &amp; b", "a &amp; b"),
    ],
)
def test_a_very_long_word_of_a_name_may_break_within_and_no_other(name: str, shown: str) -> None:
    assert layout._span(Printed("name", name, name), name) == shown


def test_a_link_may_break_anywhere(small: Built) -> None:
    assert (
        '<span class="long"><a href="https://example.org/post">https://example.org/post</a></span>' in small.page.text
    )


def test_texts_that_are_passed_over_read_as_if_every_pattern_had_been_tried(
    cerebras: Built, foreign: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    bodies = [layout.to_body(one.document) for one in (cerebras, foreign)]
    monkeypatch.setattr(tree, "MARKUP", re.compile(""))
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
    version = f"capacity-proposals {generator.__version__}"
    assert foot == f"Version 1.0, 27 November 2026 · figures {cerebras.page.digest} · {version}" == cerebras.page.foot


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ('<p title="a > b &amp;lt; c">x &lt;i&gt; &amp;amp; &#8211; y</p>', ["x", "<i>", "&amp;", "–", "y"]),
        ('<svg role="img"><title>T</title><rect width="1"/><text class="n">7</text></svg>after', ["7", "after"]),
        ("<!-- 1 --><p>a<br/>b<br>c</p><!doctype html>", ["a", "b", "c"]),
        ('<P CLASS="Long">A</P><h2>B</h2>', ["A", "B"]),
        ('<p class="running-foot"><span>F</span></p>tail', ["tail"]),
        ("<style>p { color: red }</style><script>1 < 2</script>x", ["x"]),
        ('<a href="#one"><em>1</em></a><a>2</a><button>3</button>', ["123"]),
        ("<html><head><title>T</title></head><body><p>Body <b>b</b></p></body></html>", ["Body", "b"]),
    ],
)
def test_whatever_a_page_may_hold_is_read_as_a_browser_shows_it(page: str, words: list[str]) -> None:
    assert visible(page).split() == words


def test_the_head_of_a_table_is_marked_and_each_block_stands_apart() -> None:
    page = "<p>A<span>b</span></p><table><thead><tr><th>H</th></tr></thead><tr><td>1</td></tr></table>"
    before, head, after = visible(page).replace(HEAD_ENDS, HEAD_BEGINS).split(HEAD_BEGINS)
    assert [part.split() for part in (before, head, after)] == [["Ab"], ["H"], ["1"]]
