"""What was drawn, counted: quantiles, chances, and how much of it an input explains.

In: arrays of what was drawn. Out: exact fractions, rounded to what so many draws can tell, so that the last digits of a
machine's arithmetic move none of them.
"""

from collections.abc import Iterable
from fractions import Fraction
from math import ceil, floor, log10, sqrt
from typing import Any

import numpy as np

DIGITS = 3
"""So many digits at most are told of what was drawn."""
NEAR = 1e-9
"""As a share of a limit: what is above it by less is as high."""
BINS = 64
LEVELS = 2**16 - 1
FEW = 1024
"""Among so many draws there are more values than bins, or nearly always all that there are."""


def in_place(drawn: Any, shares: Iterable[float]) -> Any:
    """What was drawn, in rising order as far as the quantiles of these shares need it."""
    return np.partition(drawn, sorted({at for share in shares for at in _places(share, len(drawn))}))


def quantile(drawn: Any, share: float, up: bool = False) -> Fraction:
    """What a share of the draws does not pass, rounded half up, or up; `drawn` in place for it."""
    low, at, high = (float(drawn[at]) for at in _places(share, len(drawn)))
    return rounded(at, (high - low) / 2, up)


def _places(share: float, draws: int) -> tuple[int, int, int]:
    """Which of the draws in rising order is the quantile, between those that are its standard error away."""
    off, at = sqrt(share * (1 - share) * draws), max(ceil(share * draws) - 1, 0)
    return max(floor(at - off), 0), at, min(ceil(at + off), draws - 1)


def chance(of: Any) -> Fraction:
    """The share of draws that are so; never none where there is one, nor all where there is one that is not."""
    found = float(np.count_nonzero(of)) / len(of)
    return share_of(found, sqrt(found * (1 - found) / len(of)))


def share_of(found: float, error: float) -> Fraction:
    """A share, rounded to what its error allows, that reads as none or all only where it is."""
    found = 1.0 if 1 - found < NEAR else found
    told = rounded(found, error)
    if told in (0, 1) and 0 < found < 1:
        least = rounded(min(found, 1 - found), 0.0, digits=1)
        return least if told == 0 else 1 - least
    return told


def rounded(value: float, error: float, up: bool = False, digits: int = DIGITS) -> Fraction:
    """A number with no digit smaller than its error, and no more than so many."""
    if value == 0:
        return Fraction(0)
    power = floor(log10(abs(value)) + NEAR) - digits + 1
    if error > 0:
        power = max(power, min(ceil(log10(error)), floor(log10(abs(value)) + NEAR)))
    step = Fraction(10) ** power
    exact = Fraction(value) / step
    near = Fraction(NEAR) if up else -Fraction(NEAR)  # what is half-way but for a machine's last digit
    steps = ceil(exact - near) if up else floor(exact + Fraction(1, 2) - near)
    return steps * step


def above(need: Any, limit: float) -> Any:
    """Which of the needs are above a limit."""
    return need > limit * (1 + NEAR)


def bins(given: Any) -> Any:
    """The bin of each draw by what an input is there: one for each of its few values, or as many draws in each."""
    levels = sorted({*given[:FEW].tolist()})
    if len(levels) <= BINS and not np.isin(given, levels).all():
        levels = sorted({*given.tolist()})
    if len(levels) <= BINS:
        return np.searchsorted(levels, given)
    place = np.empty(len(given), dtype=int)
    place[rising(given)] = np.arange(len(given)) * BINS // len(given)
    return place


def rising(values: Any) -> Any:
    """The order in which values rise; those that are alike stay in theirs, on every machine.

    Small whole numbers are ordered by their digits, and what is nearly in order is soon in it: a quarter of the time.
    """
    low, high = values.min(), values.max()
    roughly = ((values - low) * (LEVELS / (high - low or 1))).astype(np.uint16)
    order = np.argsort(roughly, kind="stable")
    return order[np.argsort(values[order], kind="stable")]


def first_order(place: Any, found: Any) -> float:
    """The share of the variance of what was found that an input explains by itself: its first-order Sobol index.

    The draws are taken in the `bins` of the input; a share that a bin's few draws come to by chance is taken off.
    """
    whole = float(np.var(found))
    if whole <= 0:
        return 0.0
    count = np.bincount(place)
    mean = np.bincount(place, found) / count
    between = float((count * (mean - found.mean()) ** 2).sum()) / len(found)
    by_chance = (whole - between) * (len(count) - 1) / max(len(found) - len(count), 1)
    return min(max((between - by_chance) / whole, 0.0), 1.0)
