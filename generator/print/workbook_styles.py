"""How the cells of a workbook look, and how texts are kept from becoming formulas.

In: a workbook of XlsxWriter. Out: its formats, each made once; and cells written as what they are.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from generator.figures.figure import Number

FAINT, DEEP, PALE, LIGHT, RULE = "#5a6570", "#0b5c6b", "#e3eef0", "#8db7bf", "#ccd4d9"
"""The colors of the print."""
STATED, ANSWER = "#0000c0", "#fff9e0"
"""An input's number, blue as the trade has it, and a field for the vendor to fill in."""

KINDS: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "font_color": DEEP},
    "heading": {"bold": True, "font_size": 12, "font_color": DEEP},
    "note": {"italic": True, "font_color": FAINT},
    "head": {"bold": True, "bg_color": PALE, "bottom": 1, "bottom_color": DEEP, "text_wrap": True, "valign": "bottom"},
    "text": {"text_wrap": True, "valign": "top"},
    "indented": {"align": "left", "indent": 1},
    "right": {"align": "right"},
    "bold": {"bold": True},
    "line": {"bottom": 1, "bottom_color": RULE},
    "total": {"bold": True, "top": 1, "top_color": DEEP},
    "input": {"font_color": STATED, "bg_color": PALE},
    "answer": {"bg_color": ANSWER, "border": 1, "border_color": RULE},
    "link": {"font_color": DEEP, "underline": 1},
    "faint": {"font_color": FAINT},
}
BEGINS_FORMULA = "=+-@\t\r"
LINE, HIGHEST, TITLE = 13.5, 400, 26
"""Points: the height of a line of text, the most that a row may have, and the height of a title."""
FILLED = 1.2
"""So many letters, a digit wide on average or less, fill a line as wide as one of them where words are not parted."""


@dataclass(frozen=True)
class Styles:
    """The formats of a workbook."""

    book: Workbook
    made: dict[tuple[tuple[str, ...], str, bool], Format] = field(default_factory=dict)

    def style(self, *kinds: str, number: str = "", quoted: bool = False) -> Format:
        """The format of some kinds together, with a number format; `quoted`, the cell stays text when it is edited."""
        key = (kinds, number, quoted)
        if key not in self.made:
            own: dict[str, Any] = {"valign": "top"}
            for kind in kinds:
                own |= KINDS[kind]
            own |= {"num_format": number} if number else {}
            own |= {"quote_prefix": True} if quoted else {}
            self.made[key] = self.book.add_format(own)
        return self.made[key]

    def write_text(self, sheet: Worksheet, row: int, column: int, text: str, *kinds: str) -> None:
        """A text as it stands, whatever it begins with."""
        if text:
            sheet.write_string(row, column, text, self.style(*kinds, quoted=text[0] in BEGINS_FORMULA))
        elif kinds:
            sheet.write_blank(row, column, None, self.style(*kinds))

    def write_value(
        self, sheet: Worksheet, row: int, column: int, value: Number | float, number: str, *kinds: str
    ) -> None:
        """A number or a yes/no as a value."""
        style = self.style(*kinds, number=number)
        if isinstance(value, bool):
            sheet.write_boolean(row, column, value, style)
        else:
            sheet.write_number(row, column, float(value), style)

    def write_formula(
        self, sheet: Worksheet, row: int, column: int, formula: str, value: Any, number: str, *kinds: str
    ) -> None:
        """A formula, with what it comes to."""
        found = value if isinstance(value, bool | str) else float(value)
        sheet.write_formula(row, column, f"={formula}", self.style(*kinds, number=number), found)


def fit(sheet: Worksheet, row: int, texts: Iterable[tuple[str, float]]) -> None:
    """Makes a row as high as the tallest of its texts needs, each with the width of its column."""
    lines = max((ceil(len(text) / (width * FILLED)) for text, width in texts), default=1)
    sheet.set_row(row, min(max(lines, 1) * LINE + 1, HIGHEST))
