"""The columns of the tables: each as wide as what stands in it asks for, in smaller type where a line would not do.

In: the HTML of a page. Out: the same with widths, which the printer then need not find: that took a fifth of its time.
The tables of the cover are left to the style sheet.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat

LONGEST_UNBROKEN = 20
"""A word of so many characters is not broken."""

LEAST_OF_LONG = 16
"""So many characters of a longer one stand on a line: it is broken anywhere."""

LONGEST_WHOLE = 20
"""A text of so many characters below the head, such as a unit or a role, stays on one line where there is room."""

LINE, DENSE_LINE = 105, 126
"""Figures in a line of a table, in its type and in the smaller one, on the narrower paper: the unit of all widths."""

PADDING = 1.8
"""The space between two columns."""

WIDTHS = {
    **dict.fromkeys(" .,:;'’|ijlI", 0.5),
    **dict.fromkeys("frt/!()[]-", 0.7),
    **dict.fromkeys("csvxyz", 0.9),
    **dict.fromkeys("bdhnopquABCEKPRSTVXYZ", 1.1),
    **dict.fromkeys("DGHNOQU&", 1.3),
    **dict.fromkeys("wM", 1.5),
    **dict.fromkeys("mW%@…", 1.8),
}
"""What is narrower or wider than a figure in the typeface, to a tenth or so."""

BOLD = 1.05
"""How much wider a bold text is."""

MOST_WANTED = 150.0
"""What is longer is set in several lines."""

NUMBERS = {3: 23.0, 4: 23.0, 5: 15.7, 6: 15.0, 7: 13.0}
"""The usual width of a column of numbers, by how many columns there are; where there is room, all are equal."""

TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)
ROW = re.compile(r"<tr[^>]*>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<(t[hd])\b([^>]*)>(.*?)</\1>", re.DOTALL)
LONG = re.compile(r'<span class="long">(.*?)</span>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")
LACKS = re.compile(r"lacks-(\d)( lacks-point)?")
"""The room to the right of a number with fewer decimals than others: that of so many figures, and of a point."""
CAPTION = re.compile(r"\s*(?:<caption>.*?</caption>)?", re.DOTALL)


@dataclass(frozen=True)
class Column:
    """Of a column the least width, at which no figure and no short word breaks, the usual one, and what it would like.

    In figures, with the padding.
    """

    least: float
    usual: float
    wish: float


def with_widths(page: str) -> str:
    """The page, in which the columns of its tables have widths."""
    return TABLE.sub(_with_widths, page)


def _with_widths(match: re.Match[str]) -> str:
    inside = match[1]
    columns = _columns([CELL.findall(row) for row in ROW.findall(inside)])
    dense = sum(column.least for column in columns) > LINE
    sizes = _sizes(columns, DENSE_LINE if dense else LINE)
    widths = "".join(f'<col style="width: {100 * size / sum(sizes):.2f}%">' for size in sizes)
    kind = ' class="strained dense"' if dense else ' class="strained"' if LONG.search(inside) else ""
    at = CAPTION.match(inside)
    end = at.end() if at else 0
    return f"<table{kind}>{inside[:end]}<colgroup>{widths}</colgroup>{inside[end:]}</table>"


def _sizes(columns: Sequence[Column], line: float) -> list[float]:
    """What each gets of a line: the usual width where all have room for it; what is left goes to those that wish."""
    usual = sum(column.usual for column in columns) <= line
    sizes = [column.usual if usual else column.least for column in columns]
    wishes = [max(0.0, column.wish - size) for column, size in zip(columns, sizes, strict=True)]
    spare = max(0.0, line - sum(sizes)) / (sum(wishes) or 1)
    return [size + spare * wish for size, wish in zip(sizes, wishes, strict=True)]


def _columns(rows: Sequence[Sequence[tuple[str, str, str]]]) -> list[Column]:
    columns = [*zip(*rows, strict=True)]
    leasts = [max(_least(told, inside) for _, told, inside in cells) + PADDING for cells in columns]
    # Of two columns the second is set as words are: it may hold a sentence.
    numbers = [len(columns) > 2 and 'class="right' in cells[-1][1] for cells in columns]
    widest = max([NUMBERS.get(len(columns), 0), *(least for least, one in zip(leasts, numbers, strict=True) if one)])
    return [
        Column(least, widest, 0) if number else _of_words(cells, least)
        for cells, least, number in zip(columns, leasts, numbers, strict=True)
    ]


def _of_words(cells: Sequence[tuple[str, str, str]], least: float) -> Column:
    sizes = [(_size(text := _text(inside)), text, "col" in told) for _, told, inside in cells]
    whole = max((size for size, text, head in sizes if not head and len(text) <= LONGEST_WHOLE), default=0) + PADDING
    # One that has all it wants still gets what is left where no other would take it.
    return Column(least, max(least, whole), min(MOST_WANTED, max(size for size, _, _ in sizes)) + PADDING + 1)


def _least(told: str, inside: str) -> float:
    """The width of what is not broken: a figure, a short name, or the longest word."""
    text, lacks = _text(LONG.sub(_shortened, inside)), LACKS.search(told)
    room = int(lacks[1]) + (WIDTHS["."] if lacks[2] else 0) if lacks else 0
    size = max(map(_size, [text] if 'n"' in told else text.split()), default=1)
    return size * (BOLD if "<strong>" in inside else 1) + room


def _size(text: str) -> float:
    return sum(map(WIDTHS.get, text, repeat(1.0)))


def _shortened(match: re.Match[str]) -> str:
    return html.unescape(match[1])[:LEAST_OF_LONG].replace("<", " ")


def _text(cell: str) -> str:
    return html.unescape(TAG.sub("", cell)).strip()
