"""A difference as a comment on a pull request: one table, then what is to be said, in no more characters than it holds.

In: what was found of each proposal, and where files are to be seen. Out: Markdown that is shorter than MOST whatever
names and texts it holds; nothing where nothing moved. Texts of others cannot leave the place that they are set in.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple, TypeVar
from urllib.parse import quote

from generator.errors import Fault, Place, printable
from generator.review.diff.changes import REMOVED, Change
from generator.review.diff.difference import Diff
from generator.review.diff.table import Row, Table, table
from generator.review.diff.told import Told, counts, headline, notes, number_of
from generator.review.diff.values import clipped, file_and_line, said, sources, tail, where
from generator.units import counted

MOST = 4000
"""Characters of a comment; it is shorter."""

PLAIN = re.compile(r"[^\W_][\w ./:,→%()+-]*", re.ASCII)
"""What a code span holds as it is; `_` within it is no emphasis there."""

SPECIAL = re.compile(r"[^\w\s.,;:()/%→–−…’“”+?'-]|(?<!\w)_|_(?!\w)|(?<=\w):(?=//)|(?<=\bwww)\.", re.IGNORECASE)
LONGEST_LINK = 300
T = TypeVar("T")


class Links(NamedTuple):
    """Where files of the repository are seen, and where the full difference is; empty where that is not known."""

    files: str = ""
    full: str = ""


class Room(NamedTuple):
    """How much is shown: rows of the table, entries of a list, characters of a name."""

    rows: int
    items: int
    name: int


ROOMS = [
    Room(12, 5, 70),
    Room(10, 4, 60),
    Room(8, 3, 60),
    Room(6, 3, 50),
    Room(5, 2, 50),
    Room(4, 1, 40),
    Room(3, 1, 30),
]
LEAST = Room(2, 0, 20)


def as_markdown(found: Sequence[Told], links: Links) -> str:
    """The comment on all proposals; an empty text where nothing moved."""
    wanted = [one for one in found if one.comments]
    parts: list[str] = []
    for index, one in enumerate(wanted):
        others = len(wanted) - index
        more = f"And {counted(f'{others:,}', 'proposals')} more.\n"
        left = MOST - 1 - sum(map(len, parts)) - (len(more) if others > 1 else 0)
        text = _fitting(one, links, left // others) or _briefly(one)
        if len(text) > left:
            return "".join([*parts, more])
        parts.append(text)
    return "".join(parts)


def _fitting(told: Told, links: Links, most: int) -> str:
    """What is told of a proposal, with as much as there is room for; an empty text where there is too little."""
    for room in [*ROOMS, LEAST]:
        text = "\n".join(_lines(told, links if room is not LEAST else Links(), room)) + "\n\n"
        if len(text) <= most:
            return text
    return ""


def _briefly(told: Told) -> str:
    word = "faulty inputs" if told.faults else told.word or (headline(told.diff) if told.diff else "")
    return f"**{code(told.name, LEAST.name)}**: {plain(clipped(word))}\n\n"


def _lines(told: Told, links: Links, room: Room) -> Iterator[str]:
    name = f"**{code(told.name, room.name)}**"
    if told.faults:
        yield f"{name}: the inputs are faulty, so that no figure is worked out."
        yield ""
        yield from _list(told.faults, room.items + 1, partial(_fault, links=links, room=room))
        return
    if told.diff is None:
        yield f"{name}: {plain(clipped(told.word, 3 * room.name))}"
        return
    word = f", {plain(clipped(told.word, room.name))}" if told.word else ""
    if not told.on_figures:
        yield f"{name}{word}: no figure moved"
        return
    yield f"{name}{word}: {headline(told.diff)}"
    yield from _told(told.name, told.diff, links, room)


def _told(name: str, diff: Diff, links: Links, room: Room) -> Iterator[str]:
    rows, change = table(diff, room.rows), partial(_change, links=links, room=room)
    yield from ("", *_table(rows, links, room))
    said_of = [plain(one) for one in notes(diff)]
    said_of += _guardrails(diff, links, room)
    if rows.still:
        said_of.append(f"Moves no limit: {_some(rows.still, room.items, change)}.")
    if diff.words:
        said_of.append(f"Words: {_some(diff.words, room.items, change)}.")
    for text in said_of:
        yield from ("", text)
    quote_of = partial(quoted, most=2 * room.name)
    yield from _titled("Sentences that went", diff.went, room, quote_of)
    yield from _titled("Sentences that came", diff.came, room, quote_of)
    named = [each for one in diff.changes for each in sources(one)]
    yield from _titled("Sources that changed", named, room, partial(_source, room=room))
    yield from ("", " · ".join(filter(None, (counts(diff), *_linked(name, links)))))


def _table(rows: Table, links: Links, room: Room) -> Iterator[str]:
    yield "| Cause | RPM | TPM | Uncached TPM | Taken back alone |"
    yield "|---|--:|--:|--:|:--|"
    yield _row(["**before**", *rows.before, ""])
    for row in rows.rows:
        back = " / ".join(row.back)
        yield _row([_cause(row, links, room), *row.cells, back])
    yield _row(["**after**", *(f"**{one}**" for one in rows.after), ""])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cause(row: Row, links: Links, room: Room) -> str:
    if row.rest:
        return f"{row.rest:,} more causes"
    changes = _some(row.changes, max(room.items, 1), partial(_change, links=links, room=room), "<br>")
    return f"only jointly: {changes}" if row.jointly else changes


def _change(change: Change, links: Links, room: Room) -> str:
    name = code(change.name, room.name)
    text, link = (
        plain(clipped(said(change), 2 * room.name)),
        "" if change.kind == REMOVED else _line(where(change), links),
    )
    if link:
        return f"[{name}]({link}) {text}"
    return f"{name} {text}{f' ({code(file_and_line(change), room.name)})' if where(change).line else ''}"


def _line(place: Place, links: Links) -> str:
    """The address of a line of a file of the repository, where one is known."""
    file = place.file.rpartition(":")[2]
    link = f"{links.files.rstrip('/')}/{quote(file)}#L{place.line}"
    inside = place.line and not file.startswith(("/", "..", "--"))
    return link if links.files and inside and len(link) <= LONGEST_LINK else ""


def _fault(fault: Fault, links: Links, room: Room) -> str:
    link, name = _line(fault.place, links), code(fault.place.short, room.name)
    hint = f"; {fault.hint}" if fault.hint else ""
    return f"{f'[{name}]({link})' if link else name}: {plain(clipped(fault.what + hint, 4 * room.name))}"


def _guardrails(diff: Diff, links: Links, room: Room) -> Iterator[str]:
    def rail(fault: Fault) -> str:
        return _fault(fault._replace(hint=""), links, room)  # a hint holds YAML, which is not to be cut

    most = max(room.items, 1)
    if diff.guardrails:
        told = f" {_some(diff.broken, most, rail, '<br>')}" if diff.broken else ""
        yield f"**Guardrails**: {plain(clipped(diff.guardrails, 2 * room.name))}.{told}"
    if diff.loosened:
        yield f"**Guardrails loosened**: {_some(diff.loosened, most, rail, '<br>')}"


def _source(changed: tuple[str, str, str], room: Room) -> str:
    path, old, new = changed
    return f"{code(path, room.name)}: {plain(clipped(old, room.name))} → {plain(clipped(new, room.name))}"


def _titled(title: str, entries: Sequence[T], room: Room, show: Callable[[T], str]) -> Iterator[str]:
    if entries:
        yield from ("", f"{title}:" if room.items else f"{title}: {len(entries):,}.")
        yield from ("", *_list(entries, room.items, show)) if room.items else ()


def _list(entries: Sequence[T], most: int, show: Callable[[T], str]) -> Iterator[str]:
    yield from (f"- {show(one)}" for one in entries[:most])
    if len(entries) > most:
        yield f"- and {len(entries) - most:,} more"


def _some(entries: Sequence[T], most: int, show: Callable[[T], str], between: str = ", ") -> str:
    """The first of some entries, and how many more there are; their number, where there is room for none."""
    more = [f"and {len(entries) - most:,} more"] if len(entries) > most else []
    return between.join([*map(show, entries[:most]), *more]) if most else number_of(len(entries))


def _linked(name: str, links: Links) -> Iterator[str]:
    for title, link in (
        ("PDF", f"{links.files.rstrip('/')}/output/{quote(name)}.pdf" if links.files else ""),
        ("full difference", links.full),
    ):
        if link and len(link) <= LONGEST_LINK:
            yield f"[{title}](<{_address(link)}>)"


def _address(link: str) -> str:
    return re.sub(r"[<>\s\\]", lambda one: quote(one[0]), link)


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
    """A sentence of the document, whose own marks of Markdown are taken away, in quotation marks."""
    bare = html.unescape(re.sub(r"\\(?=[^\w\s])|[*`]", "", text))
    return f"“{plain(clipped(bare, most))}”"


def _entities(text: str) -> str:
    return SPECIAL.sub(lambda one: f"&#{ord(one[0])};" + ("<!-- -->" if one[0] in "@#" else ""), text)
