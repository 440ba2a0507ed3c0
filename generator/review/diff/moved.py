"""What of the document is another between two sides: its figures and its sentences, and why the request stays.

In: what both sides print, the figures that were committed with the base, and the names of renamed entities. Out: the
figures in the order of the target's document, and sentences as the document has them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from generator.document.marks import Printed, escape, unmark
from generator.document.record import Record, Recorded, differs, recorded
from generator.document.render import Document
from generator.figures.derivation import simulated as settings_of
from generator.figures.figure import Figure, Number, Sheet
from generator.figures.sensitivity import is_second_order
from generator.print.product import Product
from generator.review.diff.changes import Change, Renamed, name_today
from generator.units import Unit, before_and_after, counted, write

CONDITIONS = "Conditions of sentences"
"""Where the yes/no stand that templates ask and print nowhere: with each that turns, a sentence comes or goes."""
NO_SENTENCE = ("|", "#", "!", "<")
"""What a line of the document begins with that is a row, a heading, a picture or no text of its own."""
APPENDIX = "## Appendix"


@dataclass(frozen=True)
class Moved:
    """A figure before and after; `shares` holds what each cause contributed, in the order of the causes.

    `ends` are low and high before and after. Where there is no difference of numbers, in a yes/no or where only the
    range moved, and where shares are beyond the budget, `moved_by` holds the numbers of the causes.
    """

    name: str
    unit: Unit
    section: str
    old: Number | None
    new: Number | None
    ends: tuple[tuple[Number, Number], tuple[Number, Number]] | None = None
    shares: tuple[Fraction, ...] = ()
    moved_by: tuple[int, ...] = ()

    @property
    def change(self) -> Fraction | None:
        """The difference, where it is one of numbers."""
        if self.old is None or self.new is None or isinstance(self.old, bool) or isinstance(self.new, bool):
            return None
        return self.new - self.old

    def texts(self) -> list[str]:
        """The values before and after as they are printed, in full, and where only the range moved both ranges."""
        if self.old is None or self.new is None:
            return ["" if one is None else write(one, self.unit) for one in (self.old, self.new)]
        told = [*before_and_after(self.old, self.new, self.unit)]
        if self.ends is None or self.old != self.new:
            return told
        spans = zip(*(before_and_after(was, now, self.unit) for was, now in zip(*self.ends, strict=True)), strict=True)
        return [
            one if low == high else f"{one} ({low} to {high})" for one, (low, high) in zip(told, spans, strict=True)
        ]


@dataclass(frozen=True)
class Reworked:
    """A figure that is not what was committed though no input changed: by a formula, or a unit."""

    name: str
    unit: Unit
    old: Recorded
    new: Recorded

    @property
    def rewritten(self) -> bool:
        """Whether it changed itself, and not only what it rests on."""
        return (self.old.formula, self.old.unit) != (self.new.formula, self.new.unit)

    @property
    def recalculated(self) -> bool:
        """Whether more changed than its unit."""
        return self.old._replace(unit="") != self.new._replace(unit="")


class Both(NamedTuple):
    """What both sides printed; the figures as they were committed before, by today's names; and what was renamed."""

    before: Product
    after: Product
    was: Mapping[str, Recorded]
    names: Sequence[Renamed]


def both(before: Product, after: Product, committed: Record | None, names: Sequence[Renamed]) -> Both:
    """Both sides, the figures before under the names of today."""
    was = committed.figures if committed else {name: recorded(figure) for name, figure in before.sheet.items()}
    return Both(before, after, {name_today(name, names): one for name, one in was.items()}, names)


def figures(sides: Both) -> tuple[list[Moved], list[Moved], list[Moved]]:
    """The figures that moved, of those that both sides have and the document shows or asks; those that came, or went.

    How far figures would move is left out: a difference tells what did move. Simulated figures are told apart.
    """
    then = {name_today(name, sides.names): one for name, one in sides.before.sheet.items()}
    moved, new, vanished = list[Moved](), list[Moved](), list[Moved]()
    printed, today = _printed(sides.after), sides.after.sheet
    asked = {name: CONDITIONS for name, one in today.first_order.items() if isinstance(one.value, bool)}
    for name, section in (printed | asked).items():
        figure, old = today[name], sides.was.get(name)
        if old is not None and name in then and differs(old, figure):
            ends = ((old.low, old.high), (figure.low, figure.high))
            moved.append(Moved(name, figure.unit, section, old.value, figure.value, ends))
        elif old is None and name in printed:
            new.append(Moved(name, figure.unit, section, None, figure.value))
    for name, section in _printed(sides.before).items():
        if name_today(name, sides.names) not in today:
            figure = sides.before.sheet[name]
            vanished.append(Moved(name, figure.unit, section, figure.value, None))
    for name, one in sides.was.items():  # that no formula gives any more
        if name not in then and not (one.simulated or is_second_order(name)):
            vanished.append(Moved(name, Unit(one.unit, ""), "", one.value, None))
    return moved, new, vanished


def _printed(product: Product) -> dict[str, str]:
    """The figures that are printed, with the section that each is in first; without how far figures would move."""
    spots = product.document.spots()
    first = product.sheet.first_order
    return {name: at[0].section for name, at in spots.items() if name in first and not settings_of(first[name])}


def simulated(sides: Both) -> Iterator[Moved]:
    """The simulated figures that the document shows and that are others than before, in its order."""
    for name, at in sides.after.document.spots().items():
        figure, old = sides.after.sheet[name], sides.was.get(name)
        if old is not None and settings_of(figure) and differs(old, figure):
            yield Moved(name, figure.unit, at[0].section, old.value, figure.value)


def reworked(before: Product, committed: Record | None) -> Iterator[Reworked]:
    """The figures that are not what was committed, by today's formulas and units and the base's inputs."""
    were = committed.figures if committed else {}
    for name, figure in before.sheet.items():
        if (old := were.get(name)) is not None and old != (now := recorded(figure)):
            yield Reworked(name, figure.unit, old, now)


def turned(before: Product, after: Product, changes: Iterable[Change]) -> list[tuple[str, ...]]:
    """The sentences that went, and those that came; not those in which only numbers or changed words are others."""
    each = [_sentences(one.document) for one in (before, after)]
    sides = [(one.old, one.new) for one in changes if one.words]
    said = [[text for pair in sides for text in _texts(pair[side])] for side in (0, 1)]
    return [
        tuple(text for key, text in own.items() if key not in other and not any(word in text for word in words))
        for own, other, words in zip(each, each[::-1], said, strict=True)
    ]


def _texts(value: object) -> Iterator[str]:
    """The words that a value of the inputs holds, as the document has them."""
    if isinstance(value, str):
        yield from {value, escape(value)}
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in below:
        yield from _texts(one)


def _sentences(document: Document) -> dict[str, str]:
    """The sentences of the sections, each by what it says beside its numbers."""

    def said(one: Printed, text: str) -> str:  # a name, but for that of its own print; of a figure, that it is one
        return text if one.kind == "name" and one.text != f"{document.name}.pdf" else one.kind

    found: dict[str, str] = {}
    for line, marked in zip(document.text.split("\n"), document.marked.split("\n"), strict=True):
        if line.startswith(APPENDIX):
            break
        if line and not line.startswith(NO_SENTENCE):
            key = unmark(marked, said, document.printed)
            found.setdefault(key, line.removeprefix("> ").removeprefix("- "))
    return found


def stays(before: Sheet, after: Sheet, name: str) -> str:
    """Why a figure of the request is what it was: what moved closest below it, and what took the move up."""
    found = _held(after[name], before)
    if found is None:
        return "The request stays: it does not rest on what changed."
    held, below = found
    old, new = before_and_after(before[below.name].value, below.value, below.unit)
    value = counted(str(held), held.unit.symbol, held.unit.one)
    step = held.needs.get("rounding_step")
    if isinstance(step, Figure) and step is not below:
        told = f"{old} and {counted(new, below.unit.symbol, below.unit.one)} are rounded up to {value} both times"
        return f"The request stays: {told}, in steps of {step}."
    return f"The request stays: {held.name} is {value} both times, though {below.name} moved from {old} to {new}."


def _held(figure: Figure, before: Sheet) -> tuple[Figure, Figure] | None:
    """The first figure down that is what it was though one that it was worked out from is not; and that one."""
    seen, waiting = {figure.name}, [figure]
    while waiting:
        one = waiting.pop(0)
        below = [need for need in one.inputs() if need.name in before]
        for need in below:
            if before[need.name].value != need.value:
                return one, need
        waiting += [need for need in below if need.name not in seen]
        seen |= {need.name for need in below}
    return None
