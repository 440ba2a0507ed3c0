"""The charts of a workbook are drawn from cells that read the figures."""

import openpyxl
import pytest

from generator.print.workbook_cells import cells
from tests.conftest import FULL, built


@pytest.fixture(scope="module")
def sheet(book: openpyxl.Workbook) -> openpyxl.worksheet.worksheet.Worksheet:
    return book["Charts"]


def test_each_chart_is_drawn_from_cells_beside_it(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
    for chart in sheet._charts:
        for series in chart.series:
            first, _, last = series.val.numRef.f.split("!")[1].replace("$", "").partition(":")
            assert all(str(cell.value).startswith("=") for (cell,) in sheet[f"{first}:{last or first}"])


def test_a_row_of_a_chart_reads_the_figures_of_what_it_names(
    sheet: openpyxl.worksheet.worksheet.Worksheet,
) -> None:
    refs = cells(built(FULL).proposal, built(FULL).sheet).refs
    rows = [[cell.value for cell in row[:4]] for row in sheet.iter_rows() if row[0].value == "oak-9"]
    path = "request.models.oak-9"
    limits = ("tokens_per_minute", "default_total_tokens_per_minute", "default_total_of_input_per_minute")
    assert rows[1] == ["oak-9", *(f"={refs[f'{path}.{name}']}" for name in limits)]
    assert rows[0][1] == f"={refs['page_profiles.reply.models.oak-9.uncached_input_tokens_per_page']}"


def test_the_assumption_that_moves_the_request_farthest_comes_first(
    sheet: openpyxl.worksheet.worksheet.Worksheet,
) -> None:
    top = next(row[0].row for row in sheet.iter_rows() if row[0].value == "How far the tokens of the request move")
    assert "sites at peak" in str(sheet.cell(top + 2, 1).value)
