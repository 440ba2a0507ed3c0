"""The sheets of a workbook that hold the inputs and the figures, a line each.

In: the cells of a workbook, and the sheets to write them on. Out: each line with what it is, its value or formula, its
unit, its range, and where it comes from; and the defined names of the inputs.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from xlsxwriter.worksheet import Worksheet

from generator.document.view import in_words
from generator.figures.derivation import symbols
from generator.figures.figure import Figure
from generator.inputs.own_words import OwnWords
from generator.inputs.quantities import Percentage, Quantity
from generator.print.workbook_cells import FIRST, INPUTS, VALUE, Input, Line, cell
from generator.print.workbook_styles import TITLE, Styles, fit
from generator.print.workbook_tables import CHANGED, number_format
from generator.units import STATED, write

A_VALUE = "a value, as built: no formula of a spreadsheet gives it, such as one that was simulated"
INPUT_HEAD = (
    "Input", "What it is", "Value", "Low", "High", "Unit", "Source", "File and line",
    "Value, as built", "Low, as built", "High, as built",
)  # fmt: skip
INPUT_WIDTHS = (56, 56, 16, 12, 12, 20, 36, 44, 16, 14, 14)
LINE_HEAD = ("Figure", "What it is", "Value", "Unit", "Formula", "Low", "High", "As built", "Change")
LINE_WIDTHS = (60, 56, 18, 22, 60, 16, 16, 18, 10)
NUMBERS = ("Value", "Low", "High", "As built", "Change")
"""How the heads of columns of numbers begin."""
CHANGE = 'IF(ABS({0}-{1})<=1E-9*ABS({1}),0,IF({1}=0,"new",{0}/{1}-1))'
NOTE = "Change a blue number, and every sheet follows."


def write_inputs(styles: Styles, sheet: Worksheet, lines: tuple[Input, ...]) -> None:
    """The inputs, the count of those that were changed, and a defined name for each."""
    _begin(styles, sheet, INPUTS, NOTE, INPUT_HEAD, INPUT_WIDTHS)
    last = FIRST + len(lines) - 1
    styles.write_text(sheet, 2, 1, "Inputs that are not as they were built:", "faint", "right")
    changed = f"SUMPRODUCT(--(C{FIRST}:E{last}<>I{FIRST}:K{last}))"
    styles.write_formula(sheet, 2, 2, changed, 0, "0", "heading")
    styles.book.define_name(CHANGED, f"={cell(INPUTS, 3)}")
    for row, one in enumerate(lines, FIRST - 1):
        styles.book.define_name(one.name, f"={cell(INPUTS, row + 1, VALUE)}")
        styles.write_text(sheet, row, 0, one.path, "text")
        if one.figure is not None:
            _input(styles, sheet, row, one, one.figure)
            continue
        styles.write_text(sheet, row, 1, "Still open; no figure rests on it.", "note")
        styles.write_text(sheet, row, 2, one.text, "input", "right")
        styles.write_text(sheet, row, 7, one.place, "faint")
        styles.write_text(sheet, row, 8, one.text, "faint", "right")


def _input(styles: Styles, sheet: Worksheet, row: int, one: Input, figure: Figure) -> None:
    ends = [figure.value, *((figure.low, figure.high) if figure.ranges else ())]
    number = number_format(max((write(each, figure.unit, STATED) for each in ends), key=len))
    styles.write_text(sheet, row, 1, figure.says, "text")
    for at, end in enumerate(ends):
        styles.write_value(sheet, row, 2 + at, end, number, "input")
        styles.write_value(sheet, row, 8 + at, end, number, "faint")
    quantity = one.leaf.quantity if one.leaf else None
    if figure.ranges and quantity is not None and quantity.likely is None:
        styles.write_formula(sheet, row, 2, f"(D{row + 1}+E{row + 1})/2", figure.value, number, "line")
    if quantity is not None:
        for column, _ in enumerate(ends, 2):
            sheet.data_validation(row, column, row, column, _allowed(quantity))
    source, place = (figure.origin.source, str(figure.origin.place)) if figure.origin else ("", "")
    styles.write_text(sheet, row, 5, figure.unit.symbol, "text", "indented")
    styles.write_text(sheet, row, 6, source, "text")
    styles.write_text(sheet, row, 7, place, "faint", "text")
    texts = ((0, one.path), (1, figure.says), (6, source), (7, place))
    fit(sheet, row, [(text, INPUT_WIDTHS[column]) for column, text in texts])


def _allowed(quantity: Quantity) -> dict[str, Any]:
    """What a cell takes, as the file does."""
    kind = "integer" if quantity.whole else "decimal"
    most = quantity.most if quantity.most is not None else 1 if isinstance(quantity, Percentage) else None
    whole = "A whole number" if quantity.whole else "A share" if isinstance(quantity, Percentage) else "A number"
    least = "above zero" if quantity.above_zero else "not negative"
    says = f"{whole}, {least}{f', at most {most}' if most is not None else ''}, as in the file of the input."
    told = {"error_title": "This cannot be", "error_message": says}
    if most is not None:
        return {"validate": kind, "criteria": "between", "minimum": quantity.least, "maximum": most, **told}
    above = quantity.above_zero and not quantity.least
    return {"validate": kind, "criteria": ">" if above else ">=", "value": quantity.least, **told}


def write_lines(styles: Styles, sheet: Worksheet, title: str, says: str, lines: list[Line], own: OwnWords) -> None:
    """Figures, a line each; low and high are those of the build, which the head says once an input was changed."""
    _begin(styles, sheet, title, says, LINE_HEAD, LINE_WIDTHS)
    for column, name in ((5, "Low"), (6, "High")):
        head = f'IF({CHANGED}=0,"{name}","{name}, as built")'
        styles.write_formula(sheet, FIRST - 2, column, head, name, "", "head", "right")
    for row, one in enumerate(lines, FIRST - 1):
        _line(styles, sheet, row, one, own)


def _line(styles: Styles, sheet: Worksheet, row: int, one: Line, own: OwnWords) -> None:
    figure = one.figure
    counts = isinstance(one.value, Fraction)
    number = number_format(write(one.value, figure.unit)) if figure is not None and counts else "General"
    styles.write_text(sheet, row, 0, one.name, "text")
    styles.write_text(sheet, row, 1, one.says, "text")
    if one.formula is None:
        styles.write_value(sheet, row, 2, one.value, number, "line")
    else:
        styles.write_formula(sheet, row, 2, one.formula.replace(f"{sheet.name}!", ""), one.value, number, "line")
    words = ""
    if figure is not None:
        styles.write_text(sheet, row, 3, figure.unit.symbol, "text", "indented")
        words = A_VALUE if one.formula is None else own.say(in_words(symbols(figure)))
        styles.write_text(sheet, row, 4, words, "text")
        if figure.varies:
            styles.write_value(sheet, row, 5, figure.low, number, "faint")
            styles.write_value(sheet, row, 6, figure.high, number, "faint")
    styles.write_value(sheet, row, 7, one.value, number, "faint")
    if one.formula is not None and counts:
        change = CHANGE.format(f"C{row + 1}", f"H{row + 1}")
        styles.write_formula(sheet, row, 8, change, 0, "+0.0%;-0.0%;", "faint", "right")
    fit(sheet, row, [(text, LINE_WIDTHS[column]) for column, text in ((0, one.name), (1, one.says), (4, words))])


def _begin(styles: Styles, sheet: Worksheet, title: str, says: str, head: Sequence[str], widths: Sequence[int]) -> None:
    styles.write_text(sheet, 0, 0, title, "title")
    sheet.set_row(0, TITLE)
    styles.write_text(sheet, 1, 0, says, "note")
    for column, (name, width) in enumerate(zip(head, widths, strict=True)):
        place = "right" if name.startswith(NUMBERS) else "indented" if name == "Unit" else "text"
        styles.write_text(sheet, FIRST - 2, column, name, "head", place)
        sheet.set_column(column, column, width)
    sheet.freeze_panes(FIRST - 1, 1)
    sheet.repeat_rows(FIRST - 2)
