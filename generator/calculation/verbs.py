"""The few verbs a formula may use; alone here it is known whether numbers are fractions, arrays or quantities.

In: numbers, or columns of them. Out: a number. Fractions stay exact. Arrays (NumPy) and quantities (pint) answer to the
same operators, so only the verbs below look at what they were given.
"""

from fractions import Fraction
from functools import reduce
from math import floor
from operator import add
from typing import Any

SNAP = 1e-9
"""How near a multiple an array's binary number must be to count as that multiple, in steps."""


def total(each: tuple[Fraction | bool, ...]) -> Fraction:
    """The sum of a column, or how many of its yes/no are a yes; an empty column sums to zero."""
    found: Any = reduce(add, each) if each else Fraction(0)
    return Fraction(found) if isinstance(found, int) else found


def greatest(each: tuple[Fraction, ...]) -> Fraction:
    """The greatest of a column. Raises ValueError on an empty one."""
    bounds = _bounds(*each)
    if bounds is not None:
        extreme: Fraction = bounds.extreme(each)
        return extreme
    return max(each) if not each or _plain(each[0]) else reduce(_array_maximum, each)


def least(each: tuple[Fraction, ...]) -> Fraction:
    """The least of a column. Raises ValueError on an empty one."""
    return -greatest(tuple(-one for one in each)) if _bounds(*each) is None else greatest(each)


def share(part: Fraction, whole: Fraction) -> Fraction:
    """What part of the whole; nothing of nothing is zero. Raises ZeroDivisionError for something of nothing."""
    if _plain(whole):
        return part / whole if part or whole else Fraction(0)
    return _array_share(part, whole) if _bounds(part, whole) is None else part / whole


def round_up(value: Fraction, step: Fraction) -> Fraction:
    """The least multiple of `step` that is not below `value`."""
    return -round_down(-value, step)


def round_down(value: Fraction, step: Fraction) -> Fraction:
    """The greatest multiple of `step` that is not above `value`."""
    bounds = _bounds(value)
    if bounds is not None:
        within: Fraction = bounds.rounded_down(step)
        return within
    steps = value / step
    return floor(steps) * step if _plain(steps) else _array_floor(steps) * step


def _plain(value: object) -> bool:
    return isinstance(value, Fraction | int)


def _bounds(*values: object) -> Any:
    """The first that is bounds (of `generator.figures.bounds`, which this module need not know), or None."""
    return next((one for one in values if hasattr(one, "rounded_down")), None)


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
