"""Between what a figure stays while its ranges move, and which way each of them moves it.

In: the ranges, as `span` makes them. Out: what a formula makes of them when it is given `Bounds` in place of
numbers: an interval that the value never leaves, and for each range an interval of its slope. Both are outer bounds;
what is below them or above is impossible, what is between may be.

A number that rises or falls with a range is least and greatest at its ends. So is one that is a straight line over it,
or a straight line divided by another. Whatever else it is, such as the product of two that move together, is `BENT`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import inf
from typing import Any, NamedTuple, TypeAlias

Ends = frozenset[tuple[str, str]]
"""Ranges and the end each is held at, as (range's name, "low" or "high"); a range that is not named stays at likely."""

LIKELY: Ends = frozenset()


@lru_cache(maxsize=4096)
def within(ends: Ends, ranges: frozenset[str]) -> Ends:
    """Those of the ends that are of some ranges; many figures rest on the same."""
    return frozenset([end for end in ends if end[0] in ranges])


@dataclass(frozen=True, eq=False)
class Mover:
    """What moves by itself between two values: a range, or a figure that is rounded to steps.

    `moves` says of each range whether the mover rises with it (1), falls (-1) or does neither throughout (0); `leaps`
    are the ranges that have no value between their ends, such as two to three sites. What is rounded moves in `steps`.
    The ends are `known` where the mover is certain to be least and greatest at them.
    """

    low_ends: Ends
    high_ends: Ends
    moves: Mapping[str, int]
    leaps: frozenset[str] = frozenset()
    steps: bool = False
    known: bool = True


STRAIGHT, BENT = "straight", "bent"
Slope: TypeAlias = tuple[float, float, object]
"""The least and the greatest slope; and STRAIGHT, BENT, or by what the straight line is divided."""


WAVERS: Slope = (-1e-12, 1e-12, BENT)
"""The slope of what a range moves up and down by turns, between bounds that say more."""
LEAPS: Slope = (-inf, inf, BENT)
"""The slope of what may leap either way somewhere between the ends of a range, which says nothing of it at the ends."""


class Bounds:
    """An interval, and the slopes of the value in it; `times` holds the two factors of a product.

    What is `stepped` or its `own` moves by itself in all that is made of it, whatever moves it.

    `made` holds what formulas made of it, by the formula and all that it was given: the same of the same is the same.
    """

    __slots__ = ("high", "low", "made", "own", "slopes", "stepped", "times")

    def __init__(
        self,
        low: float,
        high: float,
        slopes: Mapping[Mover, Slope],
        times: Any = None,
        stepped: bool = False,
        own: bool = False,
    ) -> None:
        self.low, self.high, self.slopes, self.times, self.stepped, self.own = low, high, slopes, times, stepped, own
        self.made: dict[object, Any] = {}

    def __add__(self, other: Any) -> "Bounds":
        if not isinstance(other, Bounds):
            return Bounds(self.low + other, self.high + other, self.slopes)
        if self.times and other.times and self.times[0] is other.times[0]:
            common: Bounds = self.times[0] * (self.times[1] + other.times[1])
            return common
        slopes = dict(self.slopes)
        for mover, (low, high, over) in other.slopes.items():
            own = slopes.get(mover)
            slopes[mover] = (
                (own[0] + low, own[1] + high, over if over is own[2] else BENT) if own else (low, high, over)
            )
        return Bounds(self.low + other.low, self.high + other.high, slopes)

    __radd__ = __add__

    def __neg__(self) -> "Bounds":
        slopes = {mover: (-high, -low, over) for mover, (low, high, over) in self.slopes.items()}
        times = self.times and (self.times[0], -self.times[1])
        return Bounds(-self.high, -self.low, slopes, times, self.stepped)

    def __sub__(self, other: Any) -> "Bounds":
        less: Bounds = self + -other
        return less

    def __rsub__(self, other: float) -> "Bounds":
        return -self + other

    def __mul__(self, other: Any) -> "Bounds":
        if not isinstance(other, Bounds):
            slopes = {mover: (*_product(slope, (other, other)), slope[2]) for mover, slope in self.slopes.items()}
            low, high = _product((self.low, self.high), (other, other))
            return Bounds(low, high, slopes, self.times and (self.times[0], self.times[1] * other))
        slopes = {}
        for one, times in ((self, other), (other, self)):
            for mover, slope in one.slopes.items():
                low, high = _product(slope, (times.low, times.high))
                own = slopes.get(mover)
                slopes[mover] = (own[0] + low, own[1] + high, BENT) if own else (low, high, slope[2])
        low, high = _product((self.low, self.high), (other.low, other.high))
        return Bounds(low, high, slopes, (self, other))

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> "Bounds":
        return self.over(other)

    def part_of(self, whole: Any) -> "Bounds":
        """A part of a whole, which is never more than all of it."""
        return self.over(whole, most=1.0)

    def over(self, other: Any, most: float = inf) -> "Bounds":
        """One divided by another; `most` is what that cannot pass, whatever the two may be."""
        if other is self and self.low > 0:
            return Bounds(1.0, 1.0, {})
        if not isinstance(other, Bounds):
            return self * (1 / other) if other else Bounds(0.0, 0.0, {})  # as `share` has it: nothing of nothing
        if self.times and other.times and self.times[0] is other.times[0] and self.times[0].low > 0:
            rest: Bounds = self.times[1] / other.times[1]
            return rest
        below = _upside_down(other)
        slopes = {}
        for mover, slope in self.slopes.items():
            slopes[mover] = (*_product(slope, below), slope[2])
        low, high = _product((self.low, self.high), below)
        share = min(low, most), min(high, most)
        for mover, (flattest, steepest, over) in other.slopes.items():
            low, high = _product(_product((-steepest, -flattest), below), share)
            own, divided = self.slopes.get(mover), BENT if over is BENT else other
            if own:
                first, low, high = slopes[mover], low + slopes[mover][0], high + slopes[mover][1]
                divided = other if first[2] is over and over is not BENT else BENT
            slopes[mover] = (low, high, divided)
        return Bounds(*share, slopes)

    def __rtruediv__(self, other: float) -> "Bounds":
        return Bounds(other, other, {}).over(self)

    def rounded_down(self, step: float) -> "Bounds":
        """Less by up to a step: a formula that rounds does nothing else."""
        return Bounds(self.low - step, self.high, self.slopes, None, True)

    def none_below(self, least: float) -> "Bounds":
        """Nothing, or no less than the least: it leaps where it reaches that."""
        if self.low >= least:
            return self
        if self.high < least:
            return Bounds(0.0, 0.0, {}, None, True)
        leaps = {mover: (*_product(slope, (0.0, inf)), BENT) for mover, slope in self.slopes.items()}
        return Bounds(0.0, self.high, leaps, None, True)

    @staticmethod
    def rest(whole: Any, part: Any) -> "Bounds":
        """What a part leaves of a whole, which is never less than nothing and never more than all of it."""
        left: Bounds = whole - part
        low, high = max(left.low, 0.0), min(left.high, _ends(whole)[1])
        return left if (low, high) == (left.low, left.high) else Bounds(low, high, left.slopes)

    @staticmethod
    def grown(growth: Any, times: Any) -> "Bounds":
        """The product as one number: what it is added to and taken from again is not blurred by it."""
        found: Bounds = growth * times
        return Bounds(found.low, found.high, found.slopes, own=True)

    @staticmethod
    def series(growth: Any, times: Any) -> "Bounds":
        """The sum of amounts that grow, which rises with both; what rests on it knows it as one number."""
        found: Bounds = growth * (times * (times - 1) / 2)
        (small, large), (few, many) = _ends(growth), _ends(times)
        slopes = {mover: (max(low, 0.0), high, over) for mover, (low, high, over) in found.slopes.items()}
        return Bounds(small * few * (few - 1) / 2, large * many * (many - 1) / 2, slopes, own=True)

    @staticmethod
    def broken(first: Any, growth: Any, times: Any, step: float, least: float) -> "Bounds":
        """What amounts that grow have beyond whole steps: each less than a step, or than the least."""
        every = {mover: WAVERS for one in (growth, times) for mover in _slopes(one)}
        long = _ends(first)[0] >= least
        every |= dict.fromkeys(_slopes(first), WAVERS if long else LEAPS)
        most = step if long else max(step, least)
        return Bounds(0.0, most * _ends(times)[1], every, stepped=True)

    @staticmethod
    def extreme(each: Sequence[Any], sign: int = 1) -> "Extreme":
        """The greatest of several, or with -1 the least."""
        return Extreme(each, sign)

    def __gt__(self, other: Any) -> "Sides":
        return Sides((self - other,), strict=True)

    def __lt__(self, other: Any) -> "Sides":
        return Sides((other - self,), strict=True)

    def __ge__(self, other: Any) -> "Sides":
        return Sides(tuple(self - one for one in _each(other) if one is not self))

    def __le__(self, other: Any) -> "Sides":
        return Sides(tuple(one - self for one in _each(other) if one is not self))

    def __eq__(self, other: object) -> "Sides":  # type: ignore[override]  # a formula asks it, as it asks an array
        difference: Any = self - other
        return Sides((difference,), equal=True)

    __hash__ = object.__hash__


class Sides(NamedTuple):
    """A yes/no: yes where each of the margins is above zero; or at zero too, where not `strict`; or there alone."""

    margins: tuple[Any, ...]
    strict: bool = False
    equal: bool = False


class Extreme(NamedTuple):
    """The greatest of several, or with -1 the least; a formula sets another beside it, or gives it."""

    each: Sequence[Any]
    sign: int = 1

    def __le__(self, other: Any) -> Sides:  # type: ignore[override]
        return Sides(tuple(other - one for one in self.each))

    def __ge__(self, other: Any) -> Sides:  # type: ignore[override]
        return Sides(tuple(one - other for one in self.each))

    def between(self) -> Bounds:
        """Between what it stays: no slope is steeper than that of one of them, and it may be the slope of any."""
        pick = max if self.sign > 0 else min
        low, high = (pick(one[at] for one in map(_ends, self.each)) for at in (0, 1))
        every = [_slopes(one) for one in self.each]
        slopes = {}
        for mover in {mover: None for one in every for mover in one}:
            own = [one.get(mover, (0.0, 0.0, BENT)) for one in every]
            slopes[mover] = (min(one[0] for one in own), max(one[1] for one in own), BENT)
        return Bounds(low, high, slopes)


def _ends(one: Any) -> tuple[float, float]:
    return (one.low, one.high) if isinstance(one, Bounds) else (float(one), float(one))


def _slopes(one: Any) -> Mapping[Mover, Slope]:
    return one.slopes if isinstance(one, Bounds) else {}


def settled(found: Any) -> Any:
    """What a formula gave; the greatest or the least of several as bounds."""
    return found.between() if isinstance(found, Extreme) else found


def _each(other: Any) -> Sequence[Any]:
    return other.each if isinstance(other, Extreme) else (other,)


def _product(one: Any, other: Any) -> tuple[float, float]:
    """The interval of a product; zero times anything, infinity too, is zero."""
    a, b, c, d = one[0], one[1], other[0], other[1]
    if a >= 0 and c >= 0:
        return a * c, (b * d if b and d else 0.0)
    every = [left * right if left and right else 0.0 for left in (a, b) for right in (c, d)]
    return min(every), max(every)


def _upside_down(one: Bounds) -> tuple[float, float]:
    """One over an interval; where that may be zero, anything up to infinity."""
    if one.low > 0 or one.high < 0:
        return 1 / one.high, 1 / one.low
    return (0.0 if one.low == 0 and one.high > 0 else -inf), inf


def span(low: float, high: float, mover: Mover | None) -> Bounds:
    """A range, or what else moves by itself, between two values."""
    return Bounds(low, high, {mover: (1.0, 1.0, STRAIGHT)} if mover else {})
