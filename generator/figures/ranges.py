"""The corners of ranges: all of them, or those between which a figure's lowest and highest value are found.

In: the names of ranges, and a measure of the figure at any ends of them. Out: ends to work it out at.
"""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import product
from typing import TypeAlias

Ends = frozenset[tuple[str, str]]
"""Ranges and the end each is held at, as (range's name, "low" or "high"); a range that is not named stays at likely."""

Measure: TypeAlias = Callable[[Ends], Fraction | int]
Column: TypeAlias = Sequence[tuple[Ends, Ends]]
"""For each figure of a column, the ends at which it is lowest and those at which it is highest."""

BOTH = ("low", "high")
LIKELY: Ends = frozenset()
MOST_CORNERS = 8
"""Up to so many ranges, every corner is worked out; beyond, the lowest and the highest are searched for."""


def corners(ranges: Sequence[str], measure: Measure, columns: Sequence[Column]) -> list[Ends]:
    """Every corner of the ranges; beyond MOST_CORNERS ranges, those that a search finds lowest and highest.

    `columns` are those that the figure is worked out from. The search begins where formulas that are monotone have
    their ends: each range at the end that alone lowers the figure (or raises it), and the ends of the columns, in every
    combination.
    """
    if len(ranges) <= MOST_CORNERS:
        return [frozenset(zip(ranges, ends, strict=True)) for ends in product(BOTH, repeat=len(ranges))]
    falling = {one for one in ranges if measure(frozenset([(one, "low")])) > measure(frozenset([(one, "high")]))}
    lowest = frozenset((one, "high" if one in falling else "low") for one in ranges)
    begins = [
        lowest,
        _turned(lowest, ranges),
        *(_together(columns, ends) for ends in product(BOTH, repeat=len(columns))),
    ]
    whole = [frozenset({**dict.fromkeys(ranges, "low"), **dict(ends)}.items()) for ends in begins]
    return [*whole, _least(measure, whole, ranges), _least(lambda ends: -measure(ends), whole, ranges)]


def _turned(ends: Ends, ranges: Iterable[str]) -> Ends:
    """The ends with each of these ranges at its other end."""
    return ends ^ {(one, end) for one in ranges for end in BOTH}


def _together(columns: Iterable[Column], ends: Iterable[str]) -> Ends:
    """The ranges at the ends that make each column lowest or highest; where two disagree, the first column decides."""
    held: dict[str, str] = {}
    for column, end in zip(columns, ends, strict=True):
        for each in column:
            held = {**dict(each[BOTH.index(end)]), **held}
    return frozenset(held.items())


def _least(measure: Measure, begins: Iterable[Ends], ranges: Iterable[str]) -> Ends:
    """From the least of the beginnings, range by range, to the other end wherever it measures less, until none does."""
    best = min(begins, key=measure)
    least = measure(best)
    turned = True
    while turned:
        turned = False
        for one in ranges:
            other = _turned(best, [one])
            if (less := measure(other)) < least:
                best, least, turned = other, less, True
    return best
