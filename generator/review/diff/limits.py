"""The limits that are asked for, before and after: of the whole request, or of each of its pools.

In: two sides. Out: each limit with its name, title and both values.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from generator.document.record import Recorded
from generator.figures.asking import titles_of_limits
from generator.figures.figure import Figure, Sheet
from generator.inputs.quantities import unit_of
from generator.print.product import Product
from generator.units import STATED, Move, Unit, decimals_apart, half_up, signed, write

MOVE = unit_of(Move)


class Limit(NamedTuple):
    """A limit that is asked for, before and after."""

    name: str
    title: str
    unit: Unit
    old: Fraction
    new: Fraction

    @property
    def texts(self) -> list[str]:
        """What it was and what it is, to the decimals of its unit."""
        each = [(one, half_up(one, self.decimals)) for one in (self.old, self.new)]
        return [f"{'' if rounded == one else '~'}{write(rounded, self.unit, STATED)}" for one, rounded in each]

    @property
    def by(self) -> str:
        """How far it moved, in percent of what it was; where it was zero, from what to what."""
        if not self.old:
            return f"from {' to '.join(self.texts)}"
        return signed((self.new - self.old) / self.old, MOVE)

    @property
    def decimals(self) -> int:
        """With how many decimals it and its contributions are shown, so that they add up and a move is seen."""
        least = self.unit.decimals if any(one.denominator > 1 for one in (self.old, self.new)) else 0
        return decimals_apart(self.old, self.new, least)


def limits_between(before: Product, after: Product, was: Mapping[str, Recorded] | Sheet) -> tuple[Limit, ...]:
    """The limits that either side asks for, under their titles; `was` holds the figures before."""
    sides = [titles_of_limits(one.proposal, one.sheet) for one in (before, after)]
    units = {**before.sheet, **after.sheet}
    return tuple(
        Limit(name, title, units[name].unit, _of(was, name), _of(after.sheet, name))
        for name, title in (sides[0] | sides[1]).items()
    )


def _of(figures: Mapping[str, Recorded] | Mapping[str, Figure], name: str) -> Fraction:
    """A limit of one side; where that does not ask for it, as of a pool that came or went, it is nothing."""
    return Fraction(figures[name].value if name in figures else 0)
