"""The tables of the document, in which a number follows the cells of a workbook.

In: a `Document` with its marks. Out: its sections with the tables in which figures stand; of each cell what stands in
it: words, a figure, or a text in which figures are put.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from lxml.html import fragment_fromstring

from generator.document.marks import MARK, Printed, plain, printed_in
from generator.document.render import Document
from generator.figures.figure import Figure
from generator.print.html import to_body
from generator.units import SUFFIXES

NUMBER = re.compile(r"[~+−]?[\d,]+(?:\.(\d+))?([%KMBT]?)")
QUOTED = 250
"""A formula quotes a text of no more characters, half of which may be quotes, at once."""
CHANGED = "inputs_changed"
"""The defined name of how many inputs were changed since the workbook was built."""
ANEW = "…"
"""What stands where only a build can tell, once an input was changed."""

SHAPES, WORDS = ("table", "tr"), ("h2", "h3", "h4", "caption", "td", "th")
"""What parts the words of a page that a workbook takes, and where they stand."""


@dataclass
class Cell:
    """A cell of a table: its marked text, and its classes in the print."""

    kinds: frozenset[str]
    text: str = ""


@dataclass
class Table:
    """A table: the heading above it, its caption, and its rows, the head first."""

    heading: str = ""
    caption: str = ""
    rows: list[list[Cell]] = field(default_factory=list)


@dataclass
class Section:
    """A section: its heading, and its tables."""

    heading: str
    tables: list[Table] = field(default_factory=list)


class Content(NamedTuple):
    """What stands in a cell: its text; the formula that gives it, if any; and of a single figure, value and format."""

    text: str
    formula: str = ""
    value: float | None = None
    format: str = ""


def sections(document: Document) -> Iterator[Section]:
    """The sections that have tables in which a figure stands, in order."""
    for section in _every(to_body(document).text):
        tables = [one for one in section.tables if any(_figures(cell, document) for row in one.rows for cell in row)]
        if tables:
            yield Section(section.heading, tables)


def _every(page: str) -> list[Section]:
    """All sections of a page with their tables; whatever else stands there is passed over."""
    found, heading, of_row = list[Section](), "", frozenset[str]()
    for one in fragment_fromstring(page, create_parent=True).iter(*SHAPES, *WORDS):
        kinds, words = frozenset(one.get("class", "").split()), " ".join(one.text_content().split())
        if one.tag == "h2":
            found.append(Section(plain(words)))
            heading = ""
        elif one.tag in ("h3", "h4"):
            heading = plain(words)
        elif found and one.tag == "table":
            found[-1].tables.append(Table(heading))
            heading = ""
        elif found and one.tag == "tr":
            found[-1].tables[-1].rows.append([])
            of_row = kinds
        elif found and one.tag == "caption":
            found[-1].tables[-1].caption = words
        elif found:
            found[-1].tables[-1].rows[-1].append(Cell(of_row | kinds, words))
    return found


def _figures(cell: Cell, document: Document) -> bool:
    return any(one.figure is not None for one in printed_in(cell.text, document.printed))


def number_format(text: str) -> str:
    """How a spreadsheet writes numbers as this one is written: 26.4M, 58.8%, +3%, 1,037.9."""
    if not NUMBER.search(text):
        return "General"
    decimals, suffix = _shape(text)
    plain_format = f"#,##0{'.' if decimals else ''}{'0' * decimals}"
    thousands = SUFFIXES.index(suffix) if suffix in SUFFIXES else 0
    written = f"{plain_format}{',' * thousands}" + ("%" if suffix == "%" else f'"{suffix}"' if suffix else "")
    return f"+{written};-{written};{written}" if text.startswith("+") else written


def content(cell: Cell, document: Document, refer: Callable[[Figure], str]) -> Content:
    """What stands in a cell; `refer` gives the cell of a figure."""
    text, pieces = plain(cell.text), [*_pieces(cell.text, document)]
    match pieces:
        case [(printed, said)] if printed.figure is not None and _follows(printed):
            formula, value = _number(printed, said, refer(printed.figure), Fraction(printed.figure.value))
            return Content(text, formula, float(value), number_format(said))
    if all(isinstance(one, str) for one in pieces):
        return Content(text)
    return Content(text, "&".join(_written(one, refer) for one in pieces))


def _pieces(marked: str, document: Document) -> Iterator[str | tuple[Printed, str]]:
    """Words and figures of a text, in order."""
    at = 0
    for match, printed in zip(MARK.finditer(marked), printed_in(marked, document.printed), strict=True):
        if before := plain(marked[at : match.start()]):
            yield before
        yield (printed, match[2]) if printed.figure is not None else match[2]
        at = match.end()
    if rest := plain(marked[at:]):
        yield rest


def _follows(printed: Printed) -> bool:
    """Whether what is printed is a value that the cells work out; ranges and what is simulated are a build's."""
    figure = printed.figure
    return figure is not None and printed.end == "likely" and (figure.formula is not None or not figure.needs)


def _number(printed: Printed, said: str, ref: str, value: Fraction) -> tuple[str, Fraction]:
    """The formula of a number; what is asked for is rounded up as it is written, and never below what it is."""
    if not printed.asked:
        return ref, value
    decimals, suffix = _shape(said)
    power = -2 if suffix == "%" else 3 * SUFFIXES.index(suffix) if suffix in SUFFIXES else 0
    step = f"{Decimal(10) ** (power - decimals):f}"  # what its last digit counts, such as 100000 in 26.4M
    return f"-INT(-ROUND({ref}/{step},9))*{step}", ceil(value / Fraction(step)) * Fraction(step)


def _shape(said: str) -> tuple[int, str]:
    """How many decimals a written number has, and what stands behind it."""
    found = NUMBER.search(said)
    return (len(found[1] or ""), found[2]) if found else (0, "")


def _written(piece: str | tuple[Printed, str], refer: Callable[[Figure], str]) -> str:
    """A piece of a text as a formula gives it."""
    if isinstance(piece, str):
        return _quoted(piece)
    printed, said = piece
    if printed.figure is None or not _follows(printed):
        return f"IF({CHANGED}=0,{_quoted(said)},{_quoted(ANEW)})"
    decimals, suffix = _shape(said)
    ref, _ = _number(printed, said, refer(printed.figure), Fraction(printed.figure.value))
    scale = "*100" if suffix == "%" else f"/{1000 ** SUFFIXES.index(suffix)}" if suffix else ""
    sign = f'IF({ref}>0,"+","")&' if said.startswith("+") else ""
    return f"{sign}FIXED(({ref}){scale},{decimals}){'&' + _quoted(suffix) if suffix else ''}"


def _quoted(text: str) -> str:
    parts = [text[at : at + QUOTED // 2] for at in range(0, len(text), QUOTED // 2)] or [""]
    return "&".join('"' + part.replace('"', '""') + '"' for part in parts)
