"""Tables of an answer, for a terminal and for Markdown.

In: rows of texts below their heads. Out: lines, as a terminal or a page of Markdown shows them.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator import terminal

SPECIAL = re.compile(r"[\\`*_\[\]#&<>|~$]")
NUMBER = re.compile(r"[-−+~]?[\d,.]+[%KMBT]?(?: ×| \(.*\))?|–|not said")
"""What stands at the right of its column, where all of a column is such."""


class Table(NamedTuple):
    """Rows below their heads, and what they are about."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]

    @property
    def right(self) -> list[int]:
        """The columns of numbers."""
        every = enumerate(zip(*self.rows, strict=True))
        return [at for at, column in every if all(NUMBER.fullmatch(one) for one in column if one)]


def as_lines(table: Table) -> Iterator[terminal.Line]:
    """The table as a terminal shows it; nothing where it has no row."""
    if table.rows:
        if table.title:
            yield [terminal.Painted(table.title, "head")]
        yield from terminal.columns([table.heads, *table.rows], table.right)
        yield ""


def as_markdown(table: Table) -> Iterator[str]:
    """The table as Markdown; nothing where it has no row."""
    if table.rows:
        if table.title:
            yield from (f"*{escape(table.title)}*", "")
        right = table.right
        yield _row(table.heads)
        yield _row(["--:" if at in right else "---" for at in range(len(table.heads))], plain=True)
        yield from (_row(row) for row in table.rows)
        yield ""


def _row(cells: Sequence[str], plain: bool = False) -> str:
    return f"| {' | '.join(cells if plain else map(escape, cells))} |"


def escape(text: str) -> str:
    """Text that Markdown shows as it is."""
    return SPECIAL.sub(lambda found: f"\\{found[0]}", text).replace("\\<", "&lt;").replace("\\&", "&amp;")
