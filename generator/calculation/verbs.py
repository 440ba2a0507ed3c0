"""The few verbs a formula may use; alone here it is known whether numbers are fractions, arrays or quantities.

In: numbers, or columns of them. Out: a number. Fractions stay exact. Arrays (NumPy) and quantities (pint) answer to the
same operators, so only the verbs below look at what they were given.
"""

from collections.abc import Callable
from fractions import Fraction
from functools import reduce
from math import ceil, floor, lcm
from operator import add
from typing import Any

SNAP = 1e-9
"""How near a multiple an array's binary number must be to count as that multiple, in steps."""
FEW = 8
"""A longer column is summed over one denominator: fractions added one to another reduce each sum anew."""


def total(each: tuple[Fraction | bool, ...]) -> Fraction:
    """The sum of a column, or how many of its yes/no are a yes; an empty column sums to zero."""
    if len(each) > FEW and {Fraction, int, bool}.issuperset(map(type, each)):
        ratios = [one.as_integer_ratio() for one in each]
        base = lcm(*[below for _, below in ratios])
        return Fraction(sum([above * (base // below) for above, below in ratios]), base)
    found: Any = reduce(add, each) if each else Fraction(0)
    return Fraction(found) if isinstance(found, int) else found


def greatest(each: tuple[Fraction, ...]) -> Fraction:
    """The greatest of a column. Raises ValueError on an empty one."""
    if own := _own("extreme", *each):
        return own(each)
    return max(each) if not each or _plain(each[0]) else reduce(_array_maximum, each)


def least(each: tuple[Fraction, ...]) -> Fraction:
    """The least of a column. Raises ValueError on an empty one."""
    if own := _own("extreme", *each):
        return own(each, -1)
    return -greatest(tuple(-one for one in each))


def share(part: Fraction, whole: Fraction) -> Fraction:
    """What part of the whole; nothing of nothing is zero. Raises ZeroDivisionError for something of nothing."""
    if _plain(whole):
        return part / whole if whole or part else Fraction(0)
    return part / whole if _own("rounded_down", part, whole) else _array_share(part, whole)


def part_of(part: Fraction, whole: Fraction) -> Fraction:
    """The share of a whole of what is a part of it, and so never more; nothing of nothing is zero."""
    if own := _own("part_of", part):
        return own(whole)
    return share(part, whole)


def rest(whole: Fraction, part: Fraction) -> Fraction:
    """What a part leaves of its whole, and so never less than nothing."""
    if own := _own("rest", whole, part):
        return own(whole, part)
    return whole - part


def round_up(value: Fraction, step: Fraction) -> Fraction:
    """The least multiple of `step` that is not below `value`."""
    return -round_down(-value, step)


def round_down(value: Fraction, step: Fraction) -> Fraction:
    """The greatest multiple of `step` that is not above `value`."""
    if own := _own("rounded_down", value):
        return own(step)
    steps = value / step
    return floor(steps) * step if _plain(steps) else _array_floor(steps) * step


def none_below(value: Fraction, least: Fraction) -> Fraction:
    """The value where it is not below the least, or else nothing."""
    if own := _own("none_below", value):
        return own(least)
    return value * (1 * (value >= least))


def grown(growth: Fraction, times: Fraction) -> Fraction:
    """What has been added so many times; what rests on it knows it as one number."""
    if own := _own("grown", growth, times):
        return own(growth, times)
    return growth * times


def series(growth: Fraction, times: Fraction) -> Fraction:
    """The sum of so many amounts: the first is nothing, and each is larger than the one before by its growth."""
    if own := _own("series", growth, times):
        return own(growth, times)
    return growth * times * (times - 1) / 2


def broken(first: Fraction, growth: Fraction, times: Fraction, step: Fraction, least: Fraction) -> Fraction:
    """What so many growing amounts have beyond whole steps, and all that they have where they are below the least."""
    if own := _own("broken", first, growth, times):
        return own(first, growth, times, step, least)
    found = first * 0
    for before in range(_most(times)):
        amount = first + growth * before
        found = found + (amount - round_down(none_below(amount, least), step)) * _part(times - before)
    return found


def _most(times: Any) -> int:
    """So many amounts are there at most, a part of one counting as one."""
    return ceil(times if _plain(times) else times.max() if hasattr(times, "max") else float(times))


def _part(left: Any) -> Any:
    """How much of an amount still counts: all of it, a part, or nothing."""
    if _plain(left):
        return min(max(left, Fraction(0)), Fraction(1))
    import numpy as np  # a single proposal never needs it

    return np.clip(left, 0, 1)


def _plain(value: object) -> bool:
    return type(value) is Fraction or isinstance(value, int)


def _own(verb: str, *values: object) -> Callable[..., Fraction] | None:
    """How the first that is no number does a verb in its own way, such as bounds (of `generator.figures.bounds`)."""
    for one in values:
        if type(one) is not Fraction and (own := getattr(one, verb, None)):
            return own  # type: ignore[no-any-return]  # this module need not know whose it is
    return None


def _array_share(part: Fraction, whole: Fraction) -> Fraction:
    import numpy as np  # a single proposal never needs it

    numbers: Any = (part, whole)
    if not any(isinstance(one, np.ndarray | float) for one in numbers):
        return part / whole
    nothing = (part == 0) & (whole == 0)
    result: Fraction = numbers[0] / np.where(nothing, 1, numbers[1])
    return result


def _array_floor(steps: Fraction) -> Fraction:
    import numpy as np  # a single proposal never needs it

    array: Any = steps
    near = np.round(array)
    result: Fraction = np.where(abs(array - near) < SNAP, near, np.floor(array))
    return result


def _array_maximum(left: Fraction, right: Fraction) -> Fraction:
    import numpy as np  # a single proposal never needs it

    arrays: Any = (left, right)
    result: Fraction = np.maximum(*arrays)
    return result
