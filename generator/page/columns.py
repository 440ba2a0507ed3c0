"""Numbers that stand below each other on the page have equally many decimals.

In: the marked Markdown and the page's printer. Out: the same, where a column of a table whose figures share a unit
writes them all to the decimals of the finest. The Markdown itself is left as it is: there, a changed figure would touch
the lines of the others in its column.
"""

import re
from collections.abc import Iterable, Iterator

from generator.printer import MARK, Printer
from generator.units import EXACT

TABLE = re.compile(r"(?:^\|.*\n)+", re.MULTILINE)
HEAD = 2
"""The lines of a table before its rows."""
CELL = re.compile(rf"[ *]*{MARK.pattern}[ *]*", re.DOTALL)
FRACTION = re.compile(r"\.(\d+)")


def with_equal_decimals(marked: str, printer: Printer) -> str:
    """The Markdown with its columns evened out; the printer's record goes with it."""
    return TABLE.sub(lambda table: _table(table[0], printer), marked)


def _table(text: str, printer: Printer) -> str:
    lines = text.splitlines()
    rows = [line.split("|") for line in lines[HEAD:]]
    if len({len(row) for row in rows}) != 1:
        return text
    columns = [_column(cells, printer) for cells in zip(*rows, strict=True)]
    return "\n".join([*lines[:HEAD], *("|".join(row) for row in zip(*columns, strict=True)), ""])


def _column(cells: Iterable[str], printer: Printer) -> list[str]:
    """A column; its cells with a single figure evened out where they share a unit and are written exactly."""
    column = list(cells)
    marks = {index: mark for index, cell in enumerate(column) if (mark := CELL.fullmatch(cell))}
    found = [printer.printed_as(mark) for mark in marks.values()]
    alike = len({None if one.figure is None else one.figure.unit for one in found}) == 1
    places = {length for one in found for length in _decimals(one.text)}
    if alike and len(places) > 1 and all(one.style == EXACT for one in found):
        for index, cell in enumerate(column):
            if index in marks:
                column[index] = MARK.sub(lambda mark: printer.rewrite(mark, max(places)), cell)
    return column


def _decimals(text: str) -> Iterator[int]:
    """How many decimals each number of a text has."""
    for part in text.split("–"):
        fraction = FRACTION.search(part)
        yield len(fraction[1]) if fraction else 0
