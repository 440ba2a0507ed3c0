"""Numbers that stand below each other on the page have their decimal points below each other.

In: the HTML of a page's body. Out: the same, where a number with fewer decimals than another of its column tells by its
cell's classes which of them it lacks; the style sheets leave the room of these to its right. A column that holds a
percentage, or anything else beside numbers, stays as it is.
"""

import re
from collections.abc import Sequence

from generator.document.marks import plain

TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
CELL = re.compile(r'<(t[hd])\b[^>]*?(?: class="(right)")?>(.*?)</\1>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")
NUMBER = re.compile(r"(?:[~−\d,.]+–)?[~−\d,]+(?:\.(\d+))?", re.ASCII)
NONE = "–"
"""What stands in place of a number where there is none."""


def with_points_aligned(body: str) -> str:
    """The body; of no table does it change a word."""
    return TABLE.sub(lambda table: _table(table[0]), body)


def _table(text: str) -> str:
    head, *rows = [CELL.findall(row) for row in ROW.findall(text)]
    columns = zip(*([_text(inside) if right else "" for _, right, inside in row] for row in rows), strict=True)
    lacks = zip(*map(_lacks, columns), strict=True)
    each = iter([*([""] * len(head)), *(one for row in lacks for one in row)])
    return CELL.sub(lambda cell: cell[0].replace('"right"', f'"right{next(each)}"', 1), text)


def _text(cell: str) -> str:
    return TAG.sub("", plain(cell)).strip()


def _lacks(column: Sequence[str]) -> list[str]:
    """The classes of each cell of a column."""
    numbers = [NUMBER.fullmatch(text) for text in column]
    if not all(number or text == NONE for number, text in zip(numbers, column, strict=True)):
        return [""] * len(column)
    decimals = [len(number[1] or "") if number else 0 for number in numbers]
    most = max(decimals)
    return [
        f" lacks-{most - own}{'' if own else ' lacks-point'}" if number and own < most else ""
        for number, own in zip(numbers, decimals, strict=True)
    ]
