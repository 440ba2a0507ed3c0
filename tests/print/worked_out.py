"""The workbook of a small proposal as a spreadsheet works it out, without LibreOffice, which takes seconds to begin.

In: the bytes of a workbook whose formulas name no table. Out: what each cell comes to, in binary digits as there.
"""

import math
import re
import zipfile
from functools import cache
from html import unescape
from io import BytesIO
from typing import Any

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token

from tests.print.recalculated import CELL, SHEET, Cell, Values, values

FORMULA = re.compile(r"<f>(.*?)</f>", re.DOTALL)
NAME = re.compile(r'<definedName name="([^"]*)"[^>]*>([^<]*)<')
OPERATORS = {"=": "==", "<>": "!=", "^": "**", "&": "+"}
COUNTS_CHANGES = "SUMPRODUCT"
"""What counts how many inputs are others than those that were built; it is given, for it is no figure."""


def rounded(number: float, digits: float) -> float:
    """Halves go away from zero."""
    return math.copysign(math.floor(abs(number) * 10**digits + 0.5) / 10**digits, number)


FUNCTIONS = {
    "ABS": abs,
    "AND": lambda *given: all(given),
    "FIXED": lambda number, digits: f"{rounded(number, digits):,.{int(digits)}f}",
    "INT": math.floor,
    "MAX": lambda *given: max(given),
    "MIN": lambda *given: min(given),
    "N": float,
    "ROUND": rounded,
    "SUM": lambda *given: math.fsum(given),
    "IF": lambda asked, this, other=lambda: False: this() if asked() else other(),
}


def worked_out(data: bytes) -> Values:
    """What each cell comes to; an error is raised, where a spreadsheet would show one."""
    stated, (formulas, names) = values(data), _read(data)

    @cache
    def cell(sheet: str, place: str) -> Cell:
        formula = formulas[sheet].get(place)
        if formula is None or COUNTS_CHANGES in formula:
            return stated[sheet].get(place)
        found = eval(_python(formula, sheet, names), {**FUNCTIONS, "cell": cell})
        return found if isinstance(found, bool | str) else float(found)

    return {sheet: {place: cell(sheet, place) for place in cells} for sheet, cells in stated.items()}


def _read(data: bytes) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """The formulas by their sheet and place, and the cells that have a name."""
    with zipfile.ZipFile(BytesIO(data)) as parts:
        book, links = parts.read("xl/workbook.xml").decode(), parts.read("xl/_rels/workbook.xml.rels").decode()
        parted = dict(re.findall(r'Id="(rId\d+)"[^>]*Target="([^"]*)"', links))
        found: dict[str, dict[str, str]] = {}
        for name, at in SHEET.findall(book):
            text = parts.read(f"xl/{parted[f'rId{at}']}").decode()
            every = ((place, FORMULA.search(inner)) for place, _, inner in CELL.findall(text))
            found[unescape(name)] = {place: unescape(one[1]) for place, one in every if one}
    return found, dict(NAME.findall(book))


def _python(formula: str, sheet: str, names: dict[str, str]) -> str:
    """The formula as an expression of Python; of what an IF is given only what it comes to is worked out."""
    parts: list[str] = []
    lazy: list[bool] = []
    for one in Tokenizer(f"={formula}").items:
        if one.subtype == Token.OPEN:
            lazy.append(one.value == "IF(")
            parts.append(one.value + "lambda:(" * lazy[-1])
        elif one.subtype == Token.CLOSE:
            parts.append("))" if lazy.pop() else ")")
        elif one.type == Token.SEP:
            parts.append("),lambda:(" if lazy[-1] else ",")
        else:
            parts.append(_operand(one, sheet, names) if one.type == Token.OPERAND else _operator(one))
    return "".join(parts)


def _operator(token: Token) -> str:
    return OPERATORS.get(token.value, str(token.value))


def _operand(token: Token, sheet: str, names: dict[str, str]) -> str:
    if token.subtype == Token.RANGE:
        there, _, place = names.get(token.value, token.value).rpartition("!")
        return f"cell({there.strip(chr(39)) or sheet!r}, {place.replace('$', '')!r})"
    text: Any = token.value
    return repr(text[1:-1].replace('""', '"')) if token.subtype == Token.TEXT else str(text).capitalize()
