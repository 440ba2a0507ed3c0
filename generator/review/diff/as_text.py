"""A difference on a terminal: the table of the comment in at most 25 lines, or with every figure that moved.

In: what was found of a proposal, and how wide a line may be. Out: lines, painted by what they mean.
"""

from collections.abc import Iterator
from fractions import Fraction
from textwrap import wrap

from generator.errors import Fault
from generator.review.diff.changes import Change
from generator.review.diff.difference import Diff
from generator.review.diff.moved import Moved, Reworked, by_section
from generator.review.diff.table import Row, table
from generator.review.diff.told import Told, counts, notes
from generator.review.diff.values import clipped, file_and_line, said, sources, tail, where
from generator.terminal import Line, Painted, Part, columns
from generator.units import Unit, counted, write

MOST_LINES, MOST_TOGETHER, EVERY = 25, 4, 1_000_000
TITLES = ("RPM", "TPM", "uncached TPM")


def as_text(told: Told, width: int, every: bool = False) -> list[Line]:
    """The lines on a proposal: no more than MOST_LINES, unless `every` figure is asked for."""
    title = clipped(f"{told.name}, {told.base} → {told.target}", width)
    if told.faults:
        return [[Painted(title, "head"), ": the inputs are faulty"]]
    if told.diff is None:
        return [[Painted(title, "head"), f": {told.word}"]]
    lines: list[Line] = [[Painted(title, "head"), f": {told.word}" if told.word else ""]]
    if told.diff.empty:
        return [*lines, *notes(told.diff), "No difference."]
    lines += list(_full(told.diff, width) if every else _brief(told.diff, width))
    return lines


def _brief(diff: Diff, width: int) -> Iterator[Line]:
    """The table and the weightiest of what else there is, in what is left of MOST_LINES."""
    rest = [line for one in _notes(diff, 1) for line in _cut(one, width)]
    together = (MOST_TOGETHER + 2) * any(one.jointly or len(one.changes) > 1 for one in diff.causes)
    lines = _table(diff, max((MOST_LINES - 5 - len(rest) - together) // 2, 2), width)
    yield from lines
    yield from rest[: MOST_LINES - 2 - len(lines)]
    yield f"{counts(diff)} --figures lists them."


def _notes(diff: Diff, most: int) -> Iterator[Line]:
    yield from notes(diff)
    if diff.guardrails:
        yield [Painted("Guardrails: ", "bad" if diff.broken else "good"), f"{diff.guardrails}."]
    for title, faults in (("Guardrail", diff.broken), ("Loosened", diff.loosened)):
        for one in faults[: most + 1]:
            yield [Painted(f"{title}: ", "bad"), _fault(one)]
    still = table(diff, 1).still
    if still:
        yield f"Moves no limit: {_some([f'{one.name} {said(one)}' for one in still], 3 * most)}."
    if diff.words:
        yield f"Words: {_some([f'{one.name} {said(one)}' for one in diff.words], 2 * most)}."
    if most < EVERY and (diff.went or diff.came):
        yield f"Sentences of the document: {len(diff.went):,} went, {len(diff.came):,} came."
    for title, sentences in (("Went", diff.went), ("Came", diff.came)) if most == EVERY else ():
        yield from (f"{title}: “{text}”" for text in sentences)
    changed = [f"{path}: {old} → {new}" for one in diff.changes for path, old, new in sources(one)]
    if changed:
        yield f"Sources that changed: {_some(changed, most)}."


def _fault(fault: Fault) -> str:
    return f"{fault.place.short}: {fault.what}"


def _some(entries: list[str], most: int) -> str:
    more = f" and {len(entries) - most:,} more" if len(entries) > most else ""
    return ", ".join(entries[:most]) + more


def _cut(line: Line, width: int) -> list[Line]:
    """A line in no more than two of the width."""
    if isinstance(line, str):
        return [*wrap(line, width, subsequent_indent="  ", max_lines=2, placeholder=" …")]
    parts: list[Part] = []
    for part in line:
        room = width - sum(len(one if isinstance(one, str) else one.text) for one in parts)
        parts.append(clipped(part, max(room, 1)) if isinstance(part, str) else part)
    return [parts]


def _table(diff: Diff, most: int, width: int) -> list[Line]:
    """Two lines a cause: what it contributed to each limit; and from what to what, with what each would be without."""
    found = table(diff, most)
    numbers = [*found.before, *found.after, *TITLES, *(cell for row in found.rows for cell in row.cells + row.back)]
    room = max(width - 3 * (max(map(len, numbers)) + 2), 16)
    rows: list[list[Part]] = [["", *(Painted(one, "head") for one in TITLES)], ["before", *found.before]]
    for row in found.rows:
        rows += _row(row, room)
    rows.append([Painted("after", "head"), *(Painted(one, "head") for one in found.after)])
    return columns(rows, right=(1, 2, 3))


def _row(row: Row, room: int) -> Iterator[list[Part]]:
    if row.rest:
        yield [f"{row.rest:,} more causes", *row.cells]
        return
    first, *more = row.changes
    lead = "" if row.jointly or more else f"{tail(first.name, room)}"
    yield [lead or ("only jointly" if row.jointly else "together"), *row.cells]
    for one in row.changes[:MOST_TOGETHER] if not lead else ():
        told = clipped(said(one), room // 2)
        yield [clipped(f"  {tail(one.name, max(room - 3 - len(told), 8))} {told}", room), "", "", ""]
    if len(row.changes) > MOST_TOGETHER:
        yield [f"  and {len(row.changes) - MOST_TOGETHER:,} more", "", "", ""]
    if row.back:
        back = row.back if len(row.back) == len(row.cells) else ("", "", *row.back)
        told = (
            f"  {_said(first, room - 22)}; without it:"
            if lead
            else "  without one of them:"
            if row.jointly
            else "  without them:"
        )
        yield [Painted(clipped(told, room), "faint"), *(Painted(one, "faint") for one in back)]
    elif lead:
        yield [Painted(f"  {_said(first, room - 2)}", "faint"), "", "", ""]


def _said(change: Change, room: int) -> str:
    """From what to what, with its line where there is room."""
    at = f" ({file_and_line(change)})" if where(change).line else ""
    return clipped(said(change) + at if len(said(change) + at) <= room else said(change), max(room, 8))


def _full(diff: Diff, width: int) -> Iterator[Line]:
    """All of it: every cause, every note, and every figure that moved, by section."""
    yield from _table(diff, EVERY, width)
    yield from _notes(diff, EVERY)
    yield from ("", Painted("Changes", "head").text)
    numbers = {id(change): number for number, cause in enumerate(diff.causes, 1) for change in cause.changes}
    for one in diff.changes:
        yield _change(one, numbers.get(id(one), 0))
    for section, figures in by_section(diff.moved).items():
        yield from ("", [Painted(section, "head")])
        for each in figures:
            yield from _figure(each)
    for title, came in (("New figures", diff.new), ("Vanished figures", diff.vanished)):
        yield from ("", [Painted(title, "head")]) if came else ()
        yield from (f"  {one.name}: {one.text(one.new if one.old is None else one.old)}" for one in came)
    yield from ("", [Painted("Formulas or units changed", "head")]) if diff.reworked else ()
    yield from (f"  {_reworked(one)}" for one in diff.reworked)


def _change(change: Change, number: int) -> Line:
    place = where(change)
    at: list[Part] = ["  (", Painted(place.short, "place"), ")"] if place.line else []
    return [f"  [{number}] " if number else "      ", f"{change.name}: {said(change)}", *at]


def _figure(one: Moved) -> Iterator[Line]:
    old, new = one.texts()
    moved = f"  ({_signed(one.change, one.unit)})" if one.change else ""
    yield f"  {one.name}: {old} → {new}{moved}"
    shares = [f"[{number}] {_signed(share, one.unit)}" for number, share in enumerate(one.shares, 1) if share]
    by = shares or [f"[{number}]" for number in one.moved_by]
    if by:
        yield [Painted(f"      {'  '.join(by)}", "faint")]


def _signed(share: Fraction, unit: Unit) -> str:
    """A difference with its sign; a share's in percentage points."""
    text = write(share, unit)
    if share > 0:
        text = f"~+{text[1:]}" if text.startswith("~") else f"+{text}"
    return counted(text.removesuffix("%"), "points") if unit.percent else text


def _reworked(again: Reworked) -> str:
    old, new = again.old, again.new
    values = [write(one.value, again.unit) for one in (old, new)]
    if old.unit != new.unit:
        values = [counted(text, one.unit) for text, one in zip(values, (old, new), strict=True)]
    formula = f"; {old.formula} → {new.formula}" if old.formula != new.formula else ""
    return f"{again.name}: {' → '.join(values)}{formula}"
