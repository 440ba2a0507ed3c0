"""Room for tables with long names or large figures: smaller type where needed, and a width for each column.

In: the HTML of a page. Out: the same; where a table holds what is longer than LONGEST_UNBROKEN, or more than a line
holds, its columns get widths by what stands in them. All other tables are left to the style sheet.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

LONGEST_UNBROKEN = 20
"""A word of so many characters is not broken."""

LINE, DENSE_LINE = 100, 128
"""Characters in a line of a table, in its type and in the smaller one, on the narrower paper."""

PADDING = 2
"""The space between two columns, in characters."""

MOST_WANTED = 150
"""What is longer is set in several lines."""

TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)
ROW = re.compile(r"<tr[^>]*>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<(?:th|td)\b[^>]*>(.*?)</(?:th|td)>", re.DOTALL)
LONG = re.compile(r'<span class="long">(.*?)</span>', re.DOTALL)
CAPTION = re.compile(r"\s*(?:<caption>.*?</caption>)?", re.DOTALL)


@dataclass(frozen=True)
class Column:
    """Of a column the least width, at which no figure and no short word breaks, and the wanted one, in characters."""

    least: int
    wanted: int


def with_widths(page: str) -> str:
    """The page, in which tables that need it have widths for their columns."""
    return TABLE.sub(_with_widths, page)


def _with_widths(match: re.Match[str]) -> str:
    inside = match[1]
    cells = [*zip(*map(CELL.findall, ROW.findall(inside)), strict=True)]
    leasts = [_least(column) for column in cells]
    least = sum(leasts) + PADDING * len(leasts)
    if least <= LINE and not LONG.search(inside):
        return match[0]
    columns = [Column(one, max(one, _wanted(column))) for one, column in zip(leasts, cells, strict=True)]
    kind, line = ("strained", LINE) if least <= LINE else ("strained dense", DENSE_LINE)
    spare = max(0, line - least)
    wishes = sum(column.wanted - column.least for column in columns) or 1
    sizes = [column.least + PADDING + spare * (column.wanted - column.least) / wishes for column in columns]
    widths = "".join(f'<col style="width: {100 * size / sum(sizes):.1f}%">' for size in sizes)
    at = CAPTION.match(inside)
    end = at.end() if at else 0
    return f'<table class="{kind}">{inside[:end]}<colgroup>{widths}</colgroup>{inside[end:]}</table>'


def _least(cells: Sequence[str]) -> int:
    return max((len(word) for cell in cells for word in _text(LONG.sub(_shortened, cell)).split()), default=1)


def _wanted(cells: Sequence[str]) -> int:
    return min(MOST_WANTED, max(len(_text(cell)) for cell in cells))


def _shortened(match: re.Match[str]) -> str:
    return html.unescape(match[1])[:LONGEST_UNBROKEN].replace("<", " ")


def _text(cell: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", cell)).strip()
