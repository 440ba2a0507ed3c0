"""A line tells what an input or a figure is, what it counts, where it stands, and what it was as it was built."""

import io

import openpyxl
import pytest


@pytest.fixture(scope="module")
def book(small_workbook: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(small_workbook))


def line(sheet: openpyxl.worksheet.worksheet.Worksheet, name: str) -> list[object]:
    return next([cell.value for cell in row] for row in sheet.iter_rows(min_row=5) if row[0].value == name)


def test_an_input_has_its_unit_its_ends_and_the_line_that_it_stands_in(book: openpyxl.Workbook) -> None:
    path = "page_profiles.letter.calls.answer.output_tokens"
    _, says, *ends, unit, source, place, value, low, high = line(book["Inputs"], path)
    assert (ends, [value, low, high]) == ([700, 600, 900], [700, 600, 900])
    assert (unit, source) == ("tokens/request", "measured: logs of the pilot")
    assert str(says).endswith(".")
    assert "page_profiles.yaml:" in str(place)


def test_an_input_takes_what_its_file_takes(book: openpyxl.Workbook) -> None:
    rules = {str(one.sqref): one for one in book["Inputs"].data_validations.dataValidation}
    rows = {row[0].value: row[0].row for row in book["Inputs"].iter_rows(min_row=5)}
    share = rules[f"C{rows['caching.prefix_cache.hit_rate']}"]
    assert (share.type, share.operator, share.formula1, share.formula2) == ("decimal", None, "0", "1")
    tokens = rules[f"E{rows['page_profiles.letter.calls.answer.output_tokens']}"]
    assert (tokens.operator, tokens.formula1) == ("greaterThanOrEqual", "0")


def test_a_figure_has_its_formula_in_words_and_its_range_as_built(book: openpyxl.Workbook) -> None:
    found = line(book["Figures"], "request.output_tokens_per_minute")
    assert str(found[2]).startswith("=SUM($C$")
    assert found[3:5] == ["tokens/min", "total of all output tokens per minute"]
    assert found[5:8] == [799200, 1198800, 932400]
    assert str(found[8]).startswith("=IF(ABS(C")
    assert book["Figures"]["F4"].value == '=IF(inputs_changed=0,"Low","Low, as built")'


def test_heads_stay_in_sight_and_are_printed_on_every_page(book: openpyxl.Workbook) -> None:
    for name in ("Inputs", "Figures", "Sensitivity", "Workings"):
        assert book[name].freeze_panes == "B5"
        assert book[name].print_title_rows == "$4:$4"
        assert book[name].page_setup.orientation == "landscape"
