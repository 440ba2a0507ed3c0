"""A cell of the document's tables is words, a number that follows its cell, or a text with numbers in it."""

import pytest

from generator.document.marks import CLOSE, DIGITS, MIDDLE, OPEN, Printed
from generator.figures.figure import Figure
from generator.print.workbook_tables import Cell, Content, content, number_format, sections
from tests.conftest import Built, built
from tests.print.test_workbook_cells import CHANCES


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("26,386,500", "#,##0"),
        ("~1,037.9", "#,##0.0"),
        ("26.4M", '#,##0.0,,"M"'),
        ("452K", '#,##0,"K"'),
        ("1.58B", '#,##0.00,,,"B"'),
        ("58.8%", "#,##0.0%"),
        ("+47.6%", "+#,##0.0%;-#,##0.0%;#,##0.0%"),
        ("0", "#,##0"),
        ("yes", "General"),
    ],
)
def test_a_number_is_formatted_as_it_is_written(text: str, expected: str) -> None:
    assert number_format(text) == expected


def refer(figure: Figure) -> str:
    return f"<{figure.name}>"


def cell_of(built: Built, table: str, row: str, column: str) -> Content:
    for section in sections(built.document):
        for one in section.tables:
            rows = [[content(cell, built.document, refer) for cell in line] for line in one.rows]
            heads = [cell.text for cell in rows[0]]
            named = next((line for line in rows if line[0].text == row), None)
            if table in section.heading and named and column in heads:
                return named[heads.index(column)]
    raise AssertionError((table, row, column))


def test_what_is_asked_for_is_rounded_up_as_it_is_written(cerebras: Built) -> None:
    exact = cell_of(cerebras, "Recommended request", "gpt-oss-120b", "Requests")
    name = "<request.models.gpt-oss-120b.requests_per_minute>"
    assert exact == ("1,050", f"-INT(-ROUND({name}/1,9))*1", 1050, "#,##0")
    short = cell_of(cerebras, "Executive summary", "Requested", "Total tokens")
    assert short.formula.endswith("/100000,9))*100000")
    assert (short.value, short.text) == (26_400_000, "26.4M")


def test_a_range_in_a_cell_stands_as_built_until_an_input_changes(cerebras: Built) -> None:
    found = cell_of(cerebras, "Capacity requirements", "Production, realistic peak", "Pages")
    assert found.text == "1,050 (1,050–1,550)"
    assert found.formula == (
        'FIXED((<production.peak.pages_per_minute>)*1,0)&" ("&IF(inputs_changed=0,"1,050–1,550","…")&")"'
    ).replace("*1,0)", ",0)")


def test_what_was_simulated_stands_as_built_until_an_input_changes() -> None:
    drawn = built(CHANCES)
    one = next(figure for figure in drawn.sheet.values() if figure.formula is None and figure.needs)
    document = drawn.document._replace(printed=(Printed("figure", one.name, "19%", one, "likely"),))
    mark = f"{OPEN}{'0'.translate(DIGITS)}{MIDDLE}19%{CLOSE}"
    assert content(Cell(frozenset(), mark), document, refer).formula == 'IF(inputs_changed=0,"19%","…")'


def test_words_are_words_whatever_they_begin_with(cerebras: Built) -> None:
    assert content(Cell(frozenset(), '=1+1 "so"'), cerebras.document, refer) == ('=1+1 "so"', "", None, "")


def test_the_sections_are_those_in_whose_tables_figures_stand_in_order(cerebras: Built) -> None:
    headings = [one.heading for one in sections(cerebras.document)]
    assert headings[:3] == ["1. Executive summary", "2. Recommended request", "3. Capacity requirements"]
    request = next(one for one in sections(cerebras.document) if one.heading.startswith("2."))
    assert {"answer"} <= {kind for cell in request.tables[0].rows[1] for kind in cell.kinds}
    assert all("total" in cell.kinds for cell in request.tables[0].rows[-1])
