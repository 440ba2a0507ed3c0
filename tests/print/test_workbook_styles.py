"""A format is made once, a text stays a text, and a row is as high as what stands in it."""

import io

import openpyxl
import pytest
from xlsxwriter import Workbook

from generator.print.workbook_styles import HIGHEST, Styles, fit


def written(text: str) -> openpyxl.cell.Cell:
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        Styles(book).write_text(book.add_worksheet(), 0, 0, text, "text")
    return openpyxl.load_workbook(file).active["A1"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", "https://example.org", "12", "{=A1}"])
def test_a_text_is_a_text_whatever_it_looks_like(text: str) -> None:
    cell = written(text)
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert bool(cell.quotePrefix) is (text[0] in "=+-@\t")


def test_a_format_is_made_once() -> None:
    with Workbook(io.BytesIO(), {"in_memory": True}) as book:
        styles = Styles(book)
        assert styles.style("text") is styles.style("text")
        assert styles.style("text") is not styles.style("text", number="0%")


def test_a_row_is_as_high_as_its_longest_text_and_no_higher_than_rows_may_be() -> None:
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for row, texts in enumerate(([("short", 20)], [("short", 20), ("x" * 60, 20)], [("x" * 9999, 20)], [])):
            fit(sheet, row, texts)
    heights = [one.height for one in openpyxl.load_workbook(file).active.row_dimensions.values()]
    assert heights[0] == heights[3] < heights[1] < heights[2]
    assert heights[2] == pytest.approx(HIGHEST, abs=1)
