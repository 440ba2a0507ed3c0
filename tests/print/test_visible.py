"""What a reader sees of a page, in order, and the pages that its contents lead to."""

from html.parser import HTMLParser

import pytest

from generator.print.visible import (
    ALONE,
    HEAD_BEGINS,
    HEAD_ENDS,
    INLINE,
    LINK_BEGINS,
    LINK_ENDS,
    UNSEEN,
    numbered,
    seen,
    visible,
)
from tests.conftest import Built


class Parser(HTMLParser):
    """The same by the parser of the standard library: the text of a page, its running head or everything else."""

    def __init__(self, head: bool) -> None:
        super().__init__()
        self.head = head
        self.parts: list[str] = []
        self.within: list[str] = []
        self.anchor = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.anchor = (values.get("href") or "").removeprefix("#") if tag == "a" else self.anchor
        self.within += [] if tag in ALONE else [values.get("class") or tag]
        self.parts += [] if tag in INLINE else [HEAD_BEGINS if tag == "thead" and not self.head else "\n"]

    def handle_endtag(self, tag: str) -> None:
        del self.within[-1:]
        self.parts += [f"{LINK_BEGINS}{self.anchor}{LINK_ENDS}"] if tag == "a" else []
        self.parts += [] if tag in INLINE else [HEAD_ENDS if tag == "thead" and not self.head else "\n"]

    def handle_data(self, data: str) -> None:
        if not UNSEEN & {*self.within} and ("running-head" in self.within) == self.head:
            self.parts.append(data)


def parsed(page: str, head: bool) -> str:
    parser = Parser(head)
    parser.feed(page)
    parser.close()
    return "".join(parser.parts)


@pytest.mark.parametrize("head", [False, True])
@pytest.mark.parametrize("name", ["cerebras", "foreign", "small"])
def test_a_page_is_read_as_the_parser_of_the_standard_library_reads_it(
    name: str, head: bool, request: pytest.FixtureRequest
) -> None:
    built: Built = request.getfixturevalue(name)
    assert seen(built.page.text, head) == parsed(built.page.text, head) != ""


@pytest.mark.parametrize(
    "page",
    [
        '<p title="a > b &amp;lt; c">x &lt;i&gt; &amp;amp; &#8211; y</p>',
        '<svg role="img"><title>T</title><rect width="1"/><text class="n">7</text></svg>after',
        "<!-- 1 --><p>a<br/>b</p><!doctype html>",
        '<P CLASS="Long">A</P><h2>B</h2>',
        '<p class="running-head"><span>H</span></p><p class="running-foot">F</p>tail',
        '<a href="#one"><em>1</em></a><a>2</a>',
    ],
)
def test_whatever_a_page_may_hold_is_read_as_by_that_parser(page: str) -> None:
    assert (seen(page), seen(page, head=True)) == (parsed(page, False), parsed(page, True))


def test_the_head_of_the_html_and_the_running_head_are_not_part_of_its_visible_words() -> None:
    page = '<html><head><title>T</title></head><body><p class="running-head">Head</p><p>Body <b>b</b></p></body></html>'
    assert visible(page).split() == ["Body", "b"]
    assert visible(page, head=True).split() == ["Head"]


def test_a_link_shows_the_page_that_it_leads_to_where_that_is_known() -> None:
    page = '<nav><a href="#one">First</a><a href="#two">Second</a></nav><p><a href="https://x.example">Else</a></p>'
    once = seen(page)
    assert numbered(once, {"one": 3, "two": 12}).split() == ["First", "3Second", "12", "Else"]
    assert numbered(once, {"two": 4}).split() == ["FirstSecond", "4", "Else"]
    assert numbered(once, {}) == visible(page)


def test_the_head_of_a_table_is_marked_and_each_block_stands_apart() -> None:
    page = "<p>A<span>b</span></p><table><thead><tr><th>H</th></tr></thead><tr><td>1</td></tr></table>"
    before, head, after = visible(page).replace(HEAD_ENDS, HEAD_BEGINS).split(HEAD_BEGINS)
    assert [part.split() for part in (before, head, after)] == [["Ab"], ["H"], ["1"]]
