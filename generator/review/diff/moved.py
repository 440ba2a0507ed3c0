"""Which figures of the document moved between two sides, and which came, went or were reworked.

In: what both sides print, the figures that were committed with the base, and the names of renamed entities. Out: the
figures, in the order of the target's document.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from generator.document.record import Record, Recorded, recorded
from generator.document.record import moved as differs
from generator.figures.figure import Number
from generator.figures.sensitivity import SECOND_ORDER
from generator.print.product import Product
from generator.review.diff.renames import Renamed, name_today
from generator.units import Unit, write

SENTENCES = "Conditions of sentences"
"""Where the yes/no stand that templates ask and print nowhere: with each that turns, a sentence comes or goes."""


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

    def text(self, value: Number | None) -> str:
        """A value of this figure as it is printed, in full; nothing where it was not there."""
        return "" if value is None else write(value, self.unit)

    def texts(self) -> tuple[str, str]:
        """The values before and after, and where only the range moved both ranges."""
        old, new = self.text(self.old), self.text(self.new)
        if self.ends is None or self.old != self.new:
            return old, new
        before, after = self.ends
        return f"{old}{self._span(before)}", f"{new}{self._span(after)}"

    def _span(self, ends: tuple[Number, Number]) -> str:
        low, high = ends
        return "" if low == high else f" ({self.text(low)} to {self.text(high)})"


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


class Sides(NamedTuple):
    """What both sides printed; the figures before, as they were committed, by their names today; and these names."""

    before: Product
    after: Product
    was: Mapping[str, Recorded]
    names: Sequence[Renamed]


def sides(before: Product, after: Product, committed: Record | None, names: Sequence[Renamed]) -> Sides:
    """The sides, the figures before under the names of today."""
    was = committed.figures if committed else {name: recorded(figure) for name, figure in before.sheet.items()}
    return Sides(before, after, {name_today(name, names): one for name, one in was.items()}, names)


def moved(both: Sides) -> Iterator[Moved]:
    """The figures that both sides have, the document shows or asks, and are not the same.

    How far figures would move is left out: a difference tells what did move.
    """
    then = {name_today(name, both.names) for name in both.before.sheet}
    for name, section in (*_printed(both.after), *_asked(both.after)):
        figure, old = both.after.sheet[name], both.was.get(name)
        if old is not None and name in then and differs(old, figure):
            ends = ((old.low, old.high), (figure.low, figure.high))
            yield Moved(name, figure.unit, section, old.value, figure.value, ends)


def _printed(product: Product) -> Iterator[tuple[str, str]]:
    """The figures that are printed, with the section that each is in first; without how far figures would move."""
    for name, spots in product.document.spots().items():
        if not name.startswith(SECOND_ORDER):
            yield name, spots[0].section


def _asked(product: Product) -> Iterator[tuple[str, str]]:
    """The yes/no of the sheet: none is printed."""
    for name, figure in product.sheet.items():
        if isinstance(figure.value, bool):
            yield name, SENTENCES


def new(both: Sides) -> Iterator[Moved]:
    """The printed figures that were not there before."""
    for name, section in _printed(both.after):
        if name not in both.was:
            figure = both.after.sheet[name]
            yield Moved(name, figure.unit, section, None, figure.value)


def vanished(both: Sides) -> Iterator[Moved]:
    """The figures that were printed before and are none today, and those that no formula gives any more."""
    for name, section in _printed(both.before):
        if name_today(name, both.names) not in both.after.sheet:
            figure = both.before.sheet[name]
            yield Moved(name, figure.unit, section, figure.value, None)
    known = {name_today(name, both.names) for name in both.before.sheet}
    for name, one in both.was.items():
        if name not in known and not name.startswith(SECOND_ORDER):
            yield Moved(name, Unit(one.unit, ""), "", one.value, None)


def reworked(before: Product, committed: Record | None) -> Iterator[Reworked]:
    """The figures that are not what was committed, by today's formulas and units and the base's inputs."""
    for name, figure in before.sheet.items():
        old, now = committed.figures.get(name) if committed else None, recorded(figure)
        if old is not None and old != now:
            yield Reworked(name, figure.unit, old, now)


def by_section(figures: Iterable[Moved]) -> dict[str, list[Moved]]:
    """Figures by the section that each is in first."""
    found: dict[str, list[Moved]] = {}
    for one in figures:
        found.setdefault(one.section, []).append(one)
    return found
