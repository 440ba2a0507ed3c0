"""The figures of a record, which may be old or altered, against those that its inputs give today.

In: the record that a print carries, and the sheet of the inputs that it carries. Out: a `Held`: what the record says
and the inputs do not give, and what has changed since. What rests on a formula that has changed is not held against the
record: it cannot be recalculated, and the record alone says what it was.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.document.record import Record, Recorded, moved, recorded
from generator.errors import listed
from generator.figures.figure import Figure, Sheet
from generator.print.attachments import FIGURES
from generator.units import Unit, counted, write

MOST_NAMED = 5


@dataclass(frozen=True)
class Held:
    """The figures that numerals are held to, the names of those held to the record alone, and what is wrong and new."""

    figures: Mapping[str, Figure]
    alone: frozenset[str]
    wrong: Mapping[str, str]
    notes: tuple[str, ...]


def hold(record: Record, sheet: Sheet, current: bool) -> Held:
    """The figures of the record against those of the sheet; what is printed from today's formulas has no excuse."""
    old = record.figures
    changed = {
        name: (old[name].formula, now.formula)
        for name, figure in sheet.items()
        if name in old and (old[name].formula, old[name].unit) != ((now := recorded(figure)).formula, now.unit)
    }
    new, gone = [name for name in sheet if name not in old], [name for name in old if name not in sheet]
    excused = set[str]() if current else _resting_on(sheet, {*changed, *new})
    off = [name for name, figure in sheet.items() if name in old and moved(old[name], figure)]
    wrong = {name: _differs(old[name], sheet[name]) for name in off if name not in excused}
    if current:
        wrong |= {name: f"{FIGURES} has the formula {pair[0]!r}, not {pair[1]!r}" for name, pair in changed.items()}
        wrong |= dict.fromkeys(new, f"is missing from {FIGURES}")
        wrong |= dict.fromkeys(gone, f"stands in {FIGURES}, and is no figure")
        return Held(sheet, frozenset(), wrong, ())
    alone = [name for name in off if name in excused]
    figures = {**sheet, **{name: _as_recorded(name, old[name], sheet.get(name)) for name in (*alone, *gone)}}
    notes = [*_formulas(changed), *_listed("figures that are new since", new), *_gone(old, gone)]
    if alone:
        those = counted(str(len(alone)), "figures")
        notes.append(f"held to {FIGURES}, for today's formulas give another value: {those} resting on these")
    return Held(figures, frozenset((*alone, *gone)), wrong, tuple(notes))


def _resting_on(sheet: Sheet, names: set[str]) -> set[str]:
    """These figures and all that rest on them. A sheet lists a figure after those that it came from."""
    found = set(names)
    for name, figure in sheet.items():
        if any(one.name in found for one in figure.inputs()):
            found.add(name)
    return found


def _differs(old: Recorded, figure: Figure) -> str:
    said, now = ((write(one.value, figure.unit), *_ends(one, figure.unit)) for one in (old, figure))
    if said == now:
        said, now = ((str(one.value), str(one.low), str(one.high)) for one in (old, figure))
    return f"{' '.join(said)} stands in {FIGURES}, and the attached inputs give {' '.join(now)}"


def _ends(one: Recorded | Figure, unit: Unit) -> tuple[str, ...]:
    return () if one.low == one.high else (f"({write(one.low, unit)} to {write(one.high, unit)})",)


def _as_recorded(name: str, old: Recorded, figure: Figure | None) -> Figure:
    """A figure of the record, to hold a printed text to; of one that is gone it is not known whether it is a share."""
    unit = figure.unit if figure is not None and figure.unit.symbol == old.unit else Unit(old.unit, "")
    return Figure(name, unit, "", old.value, low=old.low, high=old.high)


def _formulas(changed: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    """The formulas that have changed, each once with the figures that it gives."""
    groups: dict[tuple[str, str], list[str]] = {}
    for name, pair in changed.items():
        groups.setdefault(pair, []).append(name)
    for (was, now), names in groups.items():
        yield f"the formula has changed since: {listed(names, 1)}: {was or 'an input'} → {now or 'an input'}"


def _gone(old: Mapping[str, Recorded], names: Sequence[str]) -> Iterator[str]:
    """What no formula gives today, with its value, for which the record alone stands."""
    told = [counted(f"{name} = {write(old[name].value, Unit(old[name].unit, ''))}", old[name].unit) for name in names]
    yield from _listed(f"figures that are gone, of which {FIGURES} alone says what they were", told)


def _listed(what: str, names: Sequence[str]) -> Iterator[str]:
    if names:
        yield f"{what}: {listed(names, MOST_NAMED)}"
