"""A difference as a comment on a pull request: one table, then what is to be said, in no more characters than it holds.

In: what was found of each proposal, and where files are to be seen. Out: Markdown that is shorter than MOST whatever
names and texts it holds; nothing where nothing moved. Texts of others cannot leave the place that they are set in.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import quote

from generator.errors import Place, printable
from generator.review.diff.difference import Diff
from generator.review.diff.report import Entry, Note, Piece, Row, Told, counts, entry, fault, notes, table, titles
from generator.review.diff.values import clipped, tail
from generator.units import counted

MOST = 4000
"""Characters of a comment; it is shorter."""

PLAIN = re.compile(r"[^\W_][\w ./:,→%()+-]*", re.ASCII)
"""What a code span holds as it is; `_` within it emphasizes nothing there."""
SPECIAL = re.compile(r"[^\w\s.,;:()/%→–−…’“”+?'-]|(?<!\w)_|_(?!\w)|(?<=\w):(?=//)|(?<=\bwww)\.", re.IGNORECASE)
LONGEST_LINK = 300


class Links(NamedTuple):
    """Where files of the repository are seen, and where the full difference is; empty where that is not known."""

    files: str = ""
    full: str = ""


class Room(NamedTuple):
    """How much is shown: rows of the table, entries of a list, characters of a name."""

    rows: int
    items: int
    name: int


ROOMS = [Room(*one) for one in ((12, 5, 70), (10, 4, 60), (8, 3, 60), (6, 3, 50), (5, 2, 50), (4, 1, 40), (3, 1, 30))]
LEAST = Room(2, 0, 20)
"""How much is shown, from the most; and the least, in which nothing is linked."""


def as_markdown(found: Sequence[Told], links: Links) -> str:
    """The comment on all proposals; an empty text where nothing moved."""
    wanted = [one for one in found if one.word or one.faults or one.on_figures]
    parts: list[str] = []
    for others, one in zip(range(len(wanted), 0, -1), wanted, strict=True):
        more = f"And {counted(f'{others:,}', 'proposals')} more.\n"
        left = MOST - 1 - sum(map(len, parts)) - (len(more) if others > 1 else 0)
        text = _fitting(one, links, left // others)
        if len(text) > left:
            return "".join([*parts, more])
        parts.append(text)
    return "".join(parts)


def _fitting(told: Told, links: Links, most: int) -> str:
    """What is told of a proposal, with as much as there is room for; its first line where there is too little."""
    least = _Shown(LEAST, Links())
    for shown in [*(_Shown(room, links) for room in ROOMS), least]:
        text = "\n".join(shown.lines(told)) + "\n\n"
        if len(text) <= most:
            return text
    return f"{least.head(told)}\n\n"


class _Shown(NamedTuple):
    """What a comment shows in so much room."""

    room: Room
    links: Links

    def lines(self, told: Told) -> Iterator[str]:
        yield self.head(told)
        if told.faults:
            yield from ("", *self.listed([fault(one, one.hint) for one in told.faults]))
        elif told.diff and told.on_figures:
            yield from self.table(told.diff)
            for one in notes(told.diff):
                yield from self.note(one)
            yield from ("", " · ".join((counts(told.diff), *self.linked(told.name))))

    def head(self, told: Told) -> str:
        word = plain(clipped(told.word, self.room.name))
        between = ", " if word and told.headline else ": "
        said = ": ".join(filter(None, (word, told.headline)))
        return f"**{code(told.name, self.room.name)}**{between}{said}"

    def table(self, diff: Diff) -> Iterator[str]:
        yield from ("", _row(["Cause", *titles(diff), "Taken back alone"]), f"|---|{'--:|' * len(diff.limits)}:--|")
        yield _row(["**before**", *(one.texts[0] for one in diff.limits), ""])
        for row in table(diff, self.room.rows):
            yield _row([self.cause(row), *row.cells, " / ".join(row.back)])
        yield _row(["**after**", *(f"**{one.texts[1]}**" for one in diff.limits), ""])

    def cause(self, row: Row) -> str:
        if row.rest:
            return f"{row.rest:,} more causes"
        changes = "<br>".join(self.first([entry(one) for one in row.changes], max(self.room.items, 1)))
        return f"only jointly: {changes}" if row.jointly else changes

    def note(self, note: Note) -> Iterator[str]:
        """A paragraph, or a list below a title; without room for entries their number stands there."""
        title = f"**{note.title}**:" if note.title else ""
        says = plain(clipped(note.says, 3 * self.room.name) if title else note.says)
        apart, many = note.apart and self.room.items, note.entries
        first = ", ".join(self.first(many, self.room.items)) if self.room.items else f"{len(many):,}"
        yield from ("", " ".join(filter(None, (title, says, f"{first}." if many and not apart else ""))))
        if many and apart:
            yield from ("", *self.listed(many))

    def listed(self, entries: Sequence[Entry]) -> Iterator[str]:
        return (f"- {one}" for one in self.first(entries, self.room.items))

    def first(self, entries: Sequence[Entry], most: int) -> list[str]:
        """The first of some entries, and how many more there are."""
        more = [f"and {len(entries) - most:,} more"] if len(entries) > most else []
        return [*("".join(map(self.piece, one)) for one in entries[:most]), *more]

    def piece(self, piece: Piece) -> str:
        if piece.kind == "sentence":
            return f"“{quoted(piece.text, 2 * self.room.name)}”"
        if piece.kind == "text":
            return plain(clipped(piece.text, 3 * self.room.name))
        name, link = code(piece.text, self.room.name), self.line(piece.place)
        if piece.kind == "line":
            return "" if link else f" ({name})"
        return f"[{name}]({link})" if link else name

    def line(self, place: Place) -> str:
        """The address of a line of a file of the repository, where one is known."""
        file = place.file.rpartition(":")[2]
        link = f"{self.links.files.rstrip('/')}/{quote(file)}#L{place.line}"
        inside = place.line and not file.startswith(("/", "..", "--"))
        return link if self.links.files and inside and len(link) <= LONGEST_LINK else ""

    def linked(self, name: str) -> Iterator[str]:
        pdf = f"{self.links.files.rstrip('/')}/output/{quote(name)}.pdf" if self.links.files else ""
        for title, link in (("PDF", pdf), ("full difference", self.links.full)):
            if link and len(link) <= LONGEST_LINK:
                address = re.sub(r"[<>\s\\]", lambda one: quote(one[0]), link)
                yield f"[{title}](<{address}>)"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def code(text: str, most: int) -> str:
    """A name set as code, its end where it is long; in entities where a code span could not hold it."""
    shown = printable(tail(text, most))
    if PLAIN.fullmatch(shown.removeprefix("…")):
        return f"`{shown}`"
    return f"<code>{_entities(shown)}</code>"


def plain(text: str) -> str:
    """Text that stays text in a table and a list: no markup, no link, and nobody is called by it."""
    return _entities(printable(text))


def quoted(text: str, most: int) -> str:
    """A sentence of the document, whose own marks of Markdown are taken away."""
    bare = html.unescape(re.sub(r"\\(?=[^\w\s])|[*`]", "", text))
    return plain(clipped(bare, most))


def _entities(text: str) -> str:
    return SPECIAL.sub(lambda one: f"&#{ord(one[0])};" + ("<!-- -->" if one[0] in "@#" else ""), text)
