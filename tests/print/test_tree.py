"""What stands where in plain Markdown gives a page its shape: figures, captions, notes, columns, tables."""

from xml.etree.ElementTree import Element, tostring

import pytest
from markdown import Markdown
from markdown.extensions.tables import TableExtension

from generator.print.tree import (
    DENSE,
    LONGEST_LINE,
    LONGEST_NAMED,
    LONGEST_UNBROKEN,
    LONGEST_WHOLE,
    WIDE,
    Page,
    drawing,
)

CHART = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="-12 -12 444 124" role="img">
<title>All of it</title>
<desc>A bar.</desc>
<style>svg { fill: red }</style>
<rect class="plate" x="-12" y="-12"/>
<text>7</text>
</svg>"""


def shaped(markdown: str) -> Element:
    """The tree of a page's Markdown."""
    trees: list[Element] = []
    converter = Markdown(extensions=[TableExtension(), Page({"use": CHART}, trees.append)])
    converter.convert(markdown)
    return trees[0]


def kinds(root: Element) -> list[str]:
    """The blocks of a page in order, each with its class."""
    return [f"{one.tag}{f'.{kind}' if (kind := one.get('class')) else ''}" for one in root]


def table(*rows: str) -> Element:
    """A table of lines of Markdown below a head."""
    found = shaped("\n".join(rows)).find("table")
    assert found is not None
    return found


def classes(root: Element, tag: str) -> list[str]:
    return [one.get("class", "") for one in root.iter(tag)]


HEAD = ("| A | B | C |", "|---|--:|---|")


def test_a_list_below_the_title_names_the_parties_above_it_in_two_halves() -> None:
    root = shaped("# Ask\n\n- **To** V\n- **From** *us*, here\n- **Dated** today\n\nText")
    assert kinds(root) == ["div.parties", "h1", "p"]
    assert [[(one.tag, "".join(one.itertext())) for one in half] for half in root[0]] == [
        [("dt", "To"), ("dd", "V"), ("dt", "From"), ("dd", "us, here")],
        [("dt", "Dated"), ("dd", "today")],
    ]


def test_a_blank_line_between_items_makes_no_paragraphs_of_them() -> None:
    root = shaped("# Ask\n\n- **To** V\n\n- **From** us\n- **Dated** today\n\nText\n\n- a\n\n- *b* c")
    assert kinds(root) == ["div.parties", "h1", "p", "ul"]
    assert [[one.tag for one in item] for item in root[3]] == [[], ["em"]]
    assert ["".join(item.itertext()).strip() for item in root[3]] == ["a", "b c"]


@pytest.mark.parametrize("text", ["# Ask\n\n- **To** V\n- all\n", "# Ask\n\nText\n\n- **To** V\n", "- **To** V\n"])
def test_any_other_list_stays_a_list(text: str) -> None:
    assert "div.parties" not in kinds(shaped(text))


def test_what_leads_to_the_print_is_for_readers_of_the_markdown_alone() -> None:
    root = shaped(
        "# Ask\n\n- **To** V\n- **PDF** [this](this.pdf)\n\n[Print](x.pdf)\n\n[Theirs](https://v.example/a.pdf)"
    )
    assert kinds(root) == ["div.parties", "h1", "p"]
    assert "PDF" not in "".join(root.itertext())


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("*Said.*\n\n![a](x/use.svg)", ["figure"]),
        ("![a](x/use.svg)\n\n*Said.*", ["figure", "p.note"]),
        ("![a](x/other.svg)", ["p"]),
        ("See ![a](x/use.svg)", ["p"]),
        ("*Said.*\n\n| A |\n|---|\n| 1 |\n\n*Noted.*", ["table", "p.note"]),
        ("| A |\n|---|\n| 1 |\n\n*Said.*\n\n| A |\n|---|\n| 1 |", ["table", "table"]),
        ("*Said* of it.\n\n| A |\n|---|\n| 1 |", ["p", "table"]),
        ("*Said.*\n\nText", ["p", "p"]),
    ],
)
def test_emphasised_words_are_the_caption_of_what_stands_below_them_and_else_a_note(
    text: str, blocks: list[str]
) -> None:
    assert kinds(shaped(text)) == blocks


def test_a_caption_stands_first_in_its_table_and_above_its_drawing() -> None:
    root = shaped("*Said.*\n\n![a](x/use.svg)\n\n*Of **it**.*\n\n| A |\n|---|\n| 1 |")
    assert [[one.tag for one in block] for block in root] == [["figcaption", "svg"], ["caption", "thead", "tbody"]]
    assert ["".join(block[0].itertext()) for block in root] == ["Said.", "Of it."]


def test_what_looks_like_an_entity_in_a_drawing_is_read_as_it_stands() -> None:
    text = CHART.replace("<text>7", "<text>&amp;lt;b&amp;gt; &lt;7")
    converter = Markdown(extensions=[Page({"use": text})])
    assert "<text>&amp;lt;b&amp;gt; &lt;7</text>" in converter.convert("![a](x/use.svg)")


def test_a_drawing_of_a_page_has_neither_plate_nor_colors_of_its_own() -> None:
    found = drawing(CHART)
    assert [one.tag for one in found] == ["title", "desc", "text"]
    assert found.get("viewBox") == "0 0 420 100"
    assert b"xmlns" not in tostring(found)
    own = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 420 100"><rect/></svg>'
    assert tostring(drawing(own)) == b'<svg viewBox="0 0 420 100"><rect /></svg>'


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("**One.** a\n\n**Two?** b\n\n**Three:** c", ["div.columns"]),
        ("**One.** a\n\n**Two.** b", ["p", "p"]),
        ("**One** a\n\n**Two** b\n\n**Three** c", ["p", "p", "p"]),
        ("**One.** a\n\n**Two.** b\n\n**Three**\n\n**Four.** d", ["p", "p", "p.lead", "p"]),
        ("> **1.** a\n>\n> **2.** b\n>\n> **3.** c", ["blockquote"]),
    ],
)
def test_three_paragraphs_that_begin_with_a_sentence_in_bold_stand_in_columns(text: str, blocks: list[str]) -> None:
    root = shaped(text)
    assert kinds(root) == blocks
    assert all(one.tag == "p" for one in root[0]) or blocks[0] == "p"


def test_head_cells_say_what_they_head_and_numbers_stand_at_the_right() -> None:
    found = table(*HEAD, "| a | 1 | x |")
    assert [(one.get("scope"), one.get("class")) for one in found.iter("th")] == [
        ("col", None),
        ("col", "right"),
        ("col", None),
        ("row", "n"),
    ]
    assert classes(found, "td") == ["right n", "n"]
    assert not any(one.get("style") for one in found.iter())


def test_a_row_that_begins_in_bold_is_the_total_and_a_bold_cell_of_another_is_in_the_way() -> None:
    found = table(*HEAD, "| a | 1 | **gone** |", "| **All** | **1** | **x** |")
    assert classes(found, "tr") == ["", "", "total"]
    assert classes(found, "td") == ["right n", "n blocks", "right n", "n"]


def test_a_column_that_is_empty_below_its_head_is_to_be_filled_in() -> None:
    found = table(*HEAD, "| a | 1 | |", "| b | 2 | |")
    assert found.get("class") == "asks"
    assert classes(found, "th") == ["", "right", "answer", "n", "n"]
    assert table(*HEAD, "| a | 1 | |", "| b | 2 | x |").get("class") is None


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("Production, worst case, not asked for", "n"),
        ("a " * (LONGEST_NAMED // 2) + "ab", ""),
        (f"a {'b' * LONGEST_UNBROKEN} {'c ' * 5}", ""),
        (f"a {'b' * (LONGEST_UNBROKEN + 1)}", "long"),
    ],
)
def test_a_short_name_of_a_row_stays_on_a_line_and_a_very_long_word_may_break(cell: str, kind: str) -> None:
    assert classes(table("| A |", "|---|", f"| {cell} |"), "th") == ["", kind]


@pytest.mark.parametrize(("cell", "kind"), [("left 16 February 2026", "n"), ("a" * LONGEST_LINE + " b", "")])
def test_a_short_cell_stays_on_a_line_also_in_a_wide_table_where_names_may_break(cell: str, kind: str) -> None:
    assert classes(table(*HEAD, f"| a | 1 | {cell} |"), "td")[-1] == kind
    wide = table("| A " * WIDE + "|", "|---" * WIDE + "|", f"| {'a ' * LONGEST_LINE}" + "| a " * (WIDE - 1) + "|")
    assert classes(wide, "th")[-1] == ""
    assert (
        classes(table("| A " * WIDE + "|", "|---" * WIDE + "|", "| stated by the vendor " * WIDE + "|"), "td")[-1] == ""
    )


@pytest.mark.parametrize(("rows", "kind"), [(LONGEST_WHOLE, None), (LONGEST_WHOLE + 1, "divided")])
def test_a_table_is_divided_by_pages_only_where_it_is_long(rows: int, kind: str | None) -> None:
    assert table(*HEAD, *["| a | 1 | x |"] * rows).get("class") == kind


def test_the_tables_of_an_appendix_are_small() -> None:
    one = "\n\n| A |\n|---|\n| 1 |\n\n"
    root = shaped(f"## 1. First{one}## Appendix A. More{one}### Below{one}## Further{one}")
    assert classes(root, "table") == ["", "small", "small", ""]


@pytest.mark.parametrize(
    ("columns", "kind"), [(1, None), (2, "pairs"), (3, None), (WIDE - 1, None), (WIDE, "wide"), (DENSE, "wide dense")]
)
def test_a_table_of_many_columns_is_set_closer_and_one_of_two_reads_as_pairs(columns: int, kind: str | None) -> None:
    row = "| a " * columns + "|"
    assert table(row, "|---" * columns + "|", row).get("class") == kind


@pytest.mark.parametrize(("columns", "kind"), [(DENSE - 1, "wide"), (DENSE, "wide dense crowded")])
@pytest.mark.parametrize("at", [0, 2])
def test_a_very_long_word_leaves_many_columns_less_room(columns: int, kind: str, at: int) -> None:
    rows = ["| a " * columns + "|", "|---" * columns + "|", "| a " * columns + "|"]
    rows[at] = rows[at].replace("a", "a" * (LONGEST_UNBROKEN + 1), 1)
    assert table(*rows).get("class") == kind
