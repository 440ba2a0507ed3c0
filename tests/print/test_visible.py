"""What a reader sees of a page, in order."""

import pytest

from generator.print.visible import HEAD_BEGINS, HEAD_ENDS, visible


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
