"""The table of a difference, as the comment and the terminal show it: a row a cause, which add up as they are shown.

In: a diff, and how many rows there is room for. Out: the rows, in texts.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import floor
from typing import NamedTuple

from generator.review.diff.changes import Change
from generator.review.diff.difference import Cause, Diff, Limit
from generator.units import half_up, write

NOTHING = "–"
AS_BEFORE, NO_DIFFERENCE = "as before", "no difference"
"""What the request would be without a cause, where one word says it."""


class Row(NamedTuple):
    """Changes, what they contributed to each limit, and what each would be without them alone; `rest` counts others."""

    changes: tuple[Change, ...]
    cells: tuple[str, ...]
    back: tuple[str, ...] = ()
    jointly: bool = False
    rest: int = 0


class Table(NamedTuple):
    """The limits before and after, the rows between them, and the causes that move no limit."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    rows: tuple[Row, ...]
    still: tuple[Change, ...]


def table(diff: Diff, most: int) -> Table:
    """The rows by effect, no more than `most`, those that come last together in one."""
    moving = sorted((one for one in diff.causes if any(one.shares)), key=lambda one: -_effect(one, diff.limits))
    apart, jointly = ([one for one in moving if one.jointly == held] for held in (False, True))
    room = max(most - bool(jointly), 0)
    shown, rest = (apart, []) if len(apart) <= room else (apart[: max(room - 1, 0)], apart[max(room - 1, 0) :])
    groups = [[one] for one in shown] + ([jointly] if jointly else []) + ([rest] if rest else [])
    columns = [_column(limit, index, groups) for index, limit in enumerate(diff.limits)]
    rows = []
    for group, *cells in zip(groups, *columns, strict=True):
        together = tuple(change for one in group for change in one.changes)
        back = {_back(one, diff.limits) for one in group}
        alike = back.pop() if len(back) == 1 else ()
        rows.append(Row(together, tuple(cells), alike, group is jointly, len(group) if group is rest else 0))
    still = tuple(change for one in diff.causes if not any(one.shares) for change in one.changes)
    old, new = tuple(one.old_text for one in diff.limits), tuple(one.new_text for one in diff.limits)
    return Table(old, new, tuple(rows), still)


def _effect(cause: Cause, limits: Iterable[Limit]) -> Fraction:
    """The largest part of a limit that a cause moves."""
    pairs = zip(cause.shares, limits, strict=True)
    return max((abs(share) / (max(abs(one.old), abs(one.new)) or 1) for share, one in pairs), default=Fraction(0))


def _column(limit: Limit, index: int, groups: Sequence[Sequence[Cause]]) -> list[str]:
    """What each group contributed to a limit, with its sign."""
    decimals = limit.unit.decimals if any(one.denominator > 1 for one in (limit.old, limit.new)) else 0
    shares = [sum((one.shares[index] for one in group), Fraction(0)) for group in groups]
    moved = half_up(limit.new, decimals) - half_up(limit.old, decimals)
    return [
        signed(share, shown, limit) for share, shown in zip(shares, adding_up(shares, moved, decimals), strict=True)
    ]


def adding_up(shares: Sequence[Fraction], total: Fraction, decimals: int) -> list[Fraction]:
    """Shares rounded to some decimals so that they add up to the rounded total: by the largest remainders."""
    steps = [share * 10**decimals for share in shares]
    down = [floor(one) for one in steps]
    left = int(total * 10**decimals) - sum(down)
    for index in sorted(range(len(steps)), key=lambda one: down[one] - steps[one])[: max(left, 0)]:
        down[index] += 1
    return [Fraction(one, 10**decimals) for one in down]


def signed(share: Fraction, shown: Fraction, limit: Limit) -> str:
    """A contribution as it is shown, `~` before it where it is not exact."""
    if not share:
        return NOTHING
    mark = "" if share == shown else "~"
    return f"{mark}{'+' if shown > 0 else ''}{write(shown, limit.unit)}"


def _back(cause: Cause, limits: Sequence[Limit]) -> tuple[str, ...]:
    """What each limit would be without a cause alone, or a word for them all."""
    if not cause.without:
        return ()
    if all(value == one.old for value, one in zip(cause.without, limits, strict=True)):
        return (AS_BEFORE,)
    if all(value == one.new for value, one in zip(cause.without, limits, strict=True)):
        return (NO_DIFFERENCE,)
    return tuple(write(value, one.unit) for value, one in zip(cause.without, limits, strict=True))
