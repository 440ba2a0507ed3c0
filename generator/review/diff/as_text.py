"""A difference on a terminal: the table of the comment in at most 25 lines, or with every figure that moved.

In: what was found of a proposal, and how wide a line may be. Out: lines, painted by what they mean.
"""

from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from textwrap import wrap

from generator.review.diff.changes import Change
from generator.review.diff.difference import Diff
from generator.review.diff.moved import Moved, Reworked
from generator.review.diff.report import Note, Row, Told, counts, notes, sentences, table, titles
from generator.review.diff.values import clipped, file_and_line, said, tail
from generator.terminal import Line, Painted, Part, columns
from generator.units import Unit, before_and_after, counted, signed

MOST_LINES, MOST_ROWS, MOST_TOGETHER, EVERY = 25, 10, 4, 1_000_000


def as_text(told: Told, width: int, every: bool = False) -> list[Line]:
    """The lines on a proposal: no more than MOST_LINES, unless `every` figure is asked for."""
    word = "the inputs are faulty" if told.faults else told.word
    title = clipped(f"{told.name}, {told.base} → {told.target}", width)
    lines: list[Line] = [[Painted(title, "head"), f": {word}" if word else ""]]
    if told.faults or told.diff is None:
        return lines
    if told.diff.empty:
        return [*lines, *sentences(told.diff), "No difference."]
    return [*lines, *(_full(told.diff, width) if every else _brief(told.diff, width))]


def _brief(diff: Diff, width: int) -> Iterator[Line]:
    """The table and the weightiest of what else there is, in what is left of MOST_LINES."""
    rest = [line for one in notes(diff) for line in _note(one, 2 if one.bad else 1 if one.apart else 3, width)]
    room = MOST_LINES - 2 - len(rest)
    tables = ((most, _table(diff, most, width)) for most in range(MOST_ROWS, 1, -1))
    lines = next(one for most, one in tables if len(one) <= room or most == 2)
    yield from lines
    yield from rest[: MOST_LINES - 2 - len(lines)]
    yield f"{counts(diff)} --figures lists them."


def _note(note: Note, most: int, width: int) -> Iterator[Line]:
    """A paragraph in no more than two lines, or each entry on one of its own: of all that is bad, or that is wanted."""
    shown = [[piece for piece in one if piece.kind != "line"] for one in note.entries[:most]]
    entries = ["".join(f"“{text}”" if kind == "sentence" else text for text, kind, _ in one) for one in shown]
    if len(note.entries) > most:
        entries.append(f"and {len(note.entries) - most:,} more")
    short = partial(wrap, width=width, subsequent_indent="  ", max_lines=2, placeholder=" …")
    if note.apart and (note.bad or most == EVERY or not note.entries):
        yield [Painted(f"{note.title}:", "bad" if note.bad else "good"), f" {note.says}" if note.says else ""]
        folded = partial(short, initial_indent="  ", subsequent_indent="    ", max_lines=3)
        yield from (line for one in entries for line in ([f"  {one}"] if most == EVERY else folded(one)))
        return
    said = f"{note.title}: {', '.join(entries)}." if note.title else note.says
    yield from [said] if most == EVERY else short(said)


def _table(diff: Diff, most: int, width: int) -> list[Line]:
    """Two lines a cause: what it contributed to each limit; and from what to what, with what each would be without."""
    found = table(diff, most)
    before, after = ([one.texts[side] for one in diff.limits] for side in (0, 1))
    heads, many = titles(diff), len(diff.limits)
    numbers = [*before, *after, *heads, *(cell for row in found for cell in row.cells + row.back)]
    room = max(width - many * (max(map(len, numbers)) + 2), 16)
    rows: list[list[Part]] = [["", *(Painted(one, "head") for one in heads)], ["before", *before]]
    for row in found:
        rows += _row(row, room)
    rows.append([Painted("after", "head"), *(Painted(one, "head") for one in after)])
    return columns(rows, right=range(1, many + 1))


def _row(row: Row, room: int) -> Iterator[list[Part]]:
    if row.rest:
        yield [f"{row.rest:,} more causes", *row.cells]
        return
    first, *more = row.changes
    alone = not row.jointly and not more
    yield [tail(first.name, room) if alone else "only jointly" if row.jointly else "together", *row.cells]
    for one in [] if alone else row.changes[:MOST_TOGETHER]:
        told = clipped(said(one), room // 2)
        yield [clipped(f"  {tail(one.name, max(room - 3 - len(told), 8))} {told}", room), *[""] * len(row.cells)]
    if len(row.changes) > MOST_TOGETHER:
        yield [f"  and {len(row.changes) - MOST_TOGETHER:,} more", *[""] * len(row.cells)]
    if alone or row.back:
        without = f"without {'it' if alone else 'one of them' if row.jointly else 'them'}:" if row.back else ""
        told = _said(first, max(room - len(without) - 4, 8)) if alone else ""
        cells = [""] * (len(row.cells) - len(row.back)) + [*row.back]
        line = clipped("  " + "; ".join(filter(None, (told, without))), room)
        yield [Painted(line, "faint"), *(Painted(one, "faint") for one in cells)]


def _said(change: Change, room: int) -> str:
    """From what to what, with its line where there is room."""
    whole = f"{said(change)} ({file_and_line(change)})"
    return clipped(whole if change.place.line and len(whole) <= room else said(change), room)


def _full(diff: Diff, width: int) -> Iterator[Line]:
    """All of it: every cause, every note, and every figure that moved, by section."""
    yield from _table(diff, EVERY, width)
    yield from (line for one in notes(diff) for line in _note(one, EVERY, width))
    numbers = {id(change): number for number, cause in enumerate(diff.causes, 1) for change in cause.changes}
    sections: dict[str, list[Line]] = {"Changes": [_change(one, numbers.get(id(one), 0)) for one in diff.changes]}
    for figure in diff.moved:
        sections.setdefault(figure.section, []).extend(_figure(figure))
    for title, came in (("New figures", diff.new), ("Vanished figures", diff.vanished)):
        sections[title] = [f"  {one.name}: {''.join(one.texts())}" for one in came]
    sections["Formulas or units changed"] = [f"  {_reworked(one)}" for one in diff.reworked]
    for title, lines in sections.items():
        if lines:
            yield ""
            yield [Painted(title, "head")]
            yield from lines


def _change(change: Change, number: int) -> Line:
    at: list[Part] = ["  (", Painted(change.place.short, "place"), ")"] if change.place.line else []
    return [f"  [{number}] " if number else "      ", f"{change.name}: {said(change)}", *at]


def _figure(one: Moved) -> Iterator[Line]:
    old, new = one.texts()
    yield f"  {one.name}: {old} → {new}" + (f"  ({_signed(one.change, one.unit)})" if one.change else "")
    shares = [f"[{number}] {_signed(share, one.unit)}" for number, share in enumerate(one.shares, 1) if share]
    if by := shares or [f"[{number}]" for number in one.moved_by]:
        yield [Painted(f"      {'  '.join(by)}", "faint")]


def _signed(share: Fraction, unit: Unit) -> str:
    """A difference with its sign; a share's in percentage points."""
    text = signed(share, unit)
    return counted(text.removesuffix("%"), "points") if unit.percent else text


def _reworked(again: Reworked) -> str:
    old, new = again.old, again.new
    values = [*before_and_after(old.value, new.value, again.unit)]
    if old.unit != new.unit:
        values = [counted(text, one.unit) for text, one in zip(values, (old, new), strict=True)]
    formula = f"; {old.formula} → {new.formula}" if old.formula != new.formula else ""
    return f"{again.name}: {' → '.join(values)}{formula}"
