"""What a reader sees of a page, in order, and the pages that its contents lead to."""

from generator.page.visible import HEAD_BEGINS, HEAD_ENDS, numbered, seen, visible


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
