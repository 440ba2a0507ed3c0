"""The workbook: the inputs as cells, every figure a formula that follows them, the tables and charts of the document.

In: a product. Out: the bytes of an .xlsx file, the same for the same product. No text is a formula.
"""

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from functools import partial
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

import generator
from generator.document.names import everything
from generator.document.record import short_digest
from generator.document.render import Document
from generator.print.product import Product
from generator.print.version import NAME
from generator.print.workbook_cells import FIGURES, INPUTS, SENSITIVITY, WORKINGS, Cells, cells
from generator.print.workbook_charts import CHARTS, write_charts
from generator.print.workbook_lines import write_inputs, write_lines
from generator.print.workbook_styles import TITLE, Styles, fit
from generator.print.workbook_tables import CHANGED, Cell, Content, Section, content, sections

OPTIONS = {
    **dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False),
    "in_memory": True,
    "default_format_properties": {"font_name": "Calibri", "font_size": 10},
}
ABOUT = "About"
NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\']|\.(?= )")
LONGEST_SHEET_NAME = 31
WIDEST, NARROWEST, BESIDE = 40, 11, 2
"""Characters: the widths of columns that hold what they hold, and the room beside it."""
LETTER, A4 = 1, 9
"""What XlsxWriter calls paper."""
HOLDS = {
    INPUTS: "What we assume or measured. Change a blue number, and all follows; formulas use the inputs' names.",
    CHARTS: "The charts of the document, of cells.",
    FIGURES: "Every figure with its formula, in words and alive.",
    SENSITIVITY: "How far the request moves with each input.",
    WORKINGS: "Steps that the sensitivity takes.",
}
TABLES = "Tables of the document, whose numbers follow the inputs."
LIMITS = (
    "Low and high of a figure are those of the build, which tries all ranges together: they do not follow.",
    "Which models, calls and load cases there are, and sentences that judge a number, do not follow either.",
    "A change here is in no file: whoever agrees to it makes it at the line that stands beside the input.",
)
OF_BUILT = "What a saving that is built in a variant leaves of an input is that of the build: change it by itself."


def to_workbook(product: Product) -> bytes:
    """The workbook's file. Raises ProposalError for a fault of the layout."""
    file, letter = BytesIO(), product.proposal.inputs.proposal
    with Workbook(file, OPTIONS) as book:
        styles, found = Styles(book), cells(product.proposal, product.sheet)
        shown = _named(sections(product.document))
        sheets = {name: book.add_worksheet(name) for name in (ABOUT, INPUTS, *shown, CHARTS, *found.lines)}
        _about(styles, sheets[ABOUT], product, [*sheets])
        write_inputs(styles, sheets[INPUTS], found.inputs)
        for name, section in shown.items():
            _section(styles, sheets[name], section, product.document, found)
        drawn = everything(product.proposal, product.sheet)["charts"]
        write_charts(styles, sheets[CHARTS], drawn, found.refer_shown)
        for name, lines in found.lines.items():
            write_lines(styles, sheets[name], name, HOLDS[name], lines, product.proposal.inputs.own)
        for sheet in sheets.values():
            sheet.set_landscape()
            sheet.set_paper(LETTER if product.paper == "letter" else A4)
            sheet.fit_to_pages(1, 0)
            sheet.set_footer("&L&A&RPage &P of &N")
            sheet.hide_gridlines(2)
        # Whatever saves the file again writes another day: a build tells by it whether someone did.
        day = {"created": datetime.combine(letter.dated, time())}
        book.set_properties({"title": letter.title, "author": letter.requester, "subject": letter.subject, **day})
    return file.getvalue()


MOST_PROPERTIES = 100_000
"""Bytes of a workbook's properties; a workbook of ours has no more."""
DAYS = re.compile(rb"<dcterms:(?:created|modified)\b[^>]*>([^<]*)<")


def saved_by_others(file: Path) -> bool:
    """Whether a workbook was saved since it was built, or is not one: whatever saves one says on which day it did."""
    try:
        with ZipFile(file) as parts, parts.open("docProps/core.xml") as properties:
            days = DAYS.findall(properties.read(MOST_PROPERTIES))
    except (BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError, zlib.error):
        return True
    return len(days) != 2 or len(set(days)) > 1


def _named(found: Iterable[Section]) -> dict[str, Section]:
    """Sections by the names of their sheets: their headings, as far as a sheet may be called so."""
    names: dict[str, Section] = {}
    for section in found:
        plain = " ".join(NO_SHEET_NAME.sub("", section.heading).split())[:LONGEST_SHEET_NAME].strip()
        name, number = plain, 1
        while name.casefold() in {one.casefold() for one in names}:
            number += 1
            name = f"{plain[: LONGEST_SHEET_NAME - 4]} ({number})"
        names[name] = section
    return names


def _about(styles: Styles, sheet: Worksheet, product: Product, names: Sequence[str]) -> None:
    letter, variants = product.proposal.inputs.proposal, product.proposal.inputs.variants.values()
    sheet.set_column(0, 0, LONGEST_SHEET_NAME)
    sheet.set_column(1, 1, 110)
    styles.write_text(sheet, 0, 0, letter.title, "title")
    sheet.set_row(0, TITLE)
    release = f"figures {short_digest(product.record)} · {NAME} {generator.__version__}"
    lines = [("To", letter.vendor), ("From", letter.requester), ("About", letter.subject)]
    lines += [("Edition", letter.edition or ""), ("Version", letter.version or ""), ("Dated", letter.dated.isoformat())]
    row = 2
    for name, text in [*lines, ("Made from", release)]:
        if text:
            styles.write_text(sheet, row, 0, name, "bold")
            styles.write_text(sheet, row, 1, text, "text")
            row += 1
    styles.write_text(sheet, row + 1, 0, "Sheets", "heading")
    for row, name in enumerate(names[1:], row + 2):  # noqa: B020  # each below the one before
        sheet.write_url(row, 0, f"internal:'{name}'!A1", styles.style("link"), name)
        styles.write_text(sheet, row, 1, HOLDS.get(name, TABLES), "text")
    styles.write_text(sheet, row + 2, 0, "What does not follow", "heading")
    limits = [*LIMITS, *([OF_BUILT] if any(one.shown and one.built for one in variants) else [])]
    for at, text in enumerate(limits, row + 3):
        styles.write_text(sheet, at, 1, text, "text")
    unchanged = "All inputs are as they were built."
    state = f'IF({CHANGED}=0,"{unchanged}",{CHANGED}&" of the inputs\' numbers were changed.")'
    styles.write_formula(sheet, row + 4 + len(limits), 1, state, unchanged, "", "note")


def _section(styles: Styles, sheet: Worksheet, section: Section, document: Document, found: Cells) -> None:
    holds = partial(content, document=document, refer=found.refer_shown)
    tables = [[[(one, holds(one)) for one in row] for row in table.rows] for table in section.tables]
    widths = _widths(tables)
    for column, width in widths.items():
        sheet.set_column(column, column, width)
    styles.write_text(sheet, 0, 0, section.heading, "title")
    sheet.set_row(0, TITLE)
    sheet.freeze_panes(1, 1)
    row = 2
    for table, filled in zip(section.tables, tables, strict=True):
        for words, kind in ((table.heading, "heading"), (table.caption, "note")):
            if words:
                _put(styles, sheet, row, 0, holds(Cell(frozenset(), words)), kind)
                row += 1
        row = _table(styles, sheet, row, filled, widths)


Filled = list[list[tuple[Cell, Content]]]


def _widths(tables: Sequence[Filled]) -> dict[int, float]:
    """The width of each column: that of its widest cell, within bounds; a head may be parted."""
    widths: dict[int, float] = {}
    for table in tables:
        for at, row in enumerate(table):
            for column, (_, one) in enumerate(row):
                width = len(one.text) / (1 if at else 2) + BESIDE
                widths[column] = max(widths.get(column, NARROWEST), min(width, WIDEST))
    return widths


def _table(styles: Styles, sheet: Worksheet, top: int, table: Filled, widths: Mapping[int, float]) -> int:
    """Writes a table, and returns the row of what comes next."""
    for row, line in enumerate(table, top):
        for column, (one, found) in enumerate(line):
            place = ["right"] if "right" in one.kinds else ["text", *(["indented"] if column else [])]
            kind = "head" if row == top else "answer" if "answer" in one.kinds else "line"
            _put(styles, sheet, row, column, found, *place, kind, *(["total"] if "total" in one.kinds else []))
        fit(sheet, row, [(found.text, widths[column]) for column, (_, found) in enumerate(line)])
    return top + len(table) + 1


def _put(styles: Styles, sheet: Worksheet, row: int, column: int, found: Content, *kinds: str) -> None:
    if found.formula:
        value = found.text if found.value is None else found.value
        styles.write_formula(sheet, row, column, found.formula, value, found.format, *kinds)
    else:
        styles.write_text(sheet, row, column, found.text, *kinds)
