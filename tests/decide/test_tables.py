"""Tables for a terminal and for Markdown: numbers end together, and nothing in a cell is Markdown."""

from generator import terminal
from generator.decide.tables import Table, as_lines, as_markdown, escape

TABLE = Table("About", ["Name", "Tokens", "Word"], [["a", "1,000", "fits"], ["b|c", "50 (+2%)", ""]])


def test_numbers_end_together_and_words_begin_together() -> None:
    assert TABLE.right == [1]
    assert [terminal.plain(line).rstrip() for line in as_lines(TABLE)] == [
        "About",
        "Name    Tokens  Word",
        "a        1,000  fits",
        "b|c   50 (+2%)",
        "",
    ]


def test_a_cell_of_markdown_holds_no_markdown() -> None:
    lines = list(as_markdown(TABLE))
    assert lines[:4] == ["*About*", "", "| Name | Tokens | Word |", "| --- | --: | --- |"]
    assert lines[5] == "| b\\|c | 50 (+2%) |  |"
    assert escape("<b> & *c*") == "&lt;b\\> &amp; \\*c\\*"


def test_a_table_without_rows_is_none() -> None:
    empty = Table("About", ["Name"], [])
    assert [*as_lines(empty), *as_markdown(empty)] == []
