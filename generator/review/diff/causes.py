"""What each cause contributed to a change: Shapley values, which add up to it exactly.

In: a plan of causes and orders, and the value that a set of changes gives. Out: a contribution a cause.
Source of the formula: L. S. Shapley, A value for n-person games, 1953: a cause's contribution is the mean, over all
orders in which the causes may come in, of what it adds when it comes in.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import factorial, lcm

from generator.figures.figure import Number
from generator.review.diff.mixtures import Set
from generator.review.diff.plan import Plan, every_set


def contributions(plan: Plan, value: Callable[[Set], Number | None], moving: Set = -1) -> tuple[Fraction, ...]:
    """What each cause contributed to the difference of a value; nothing, where a side has no such value.

    Where a set of causes lacks it, it is counted as unchanged. `moving` are the changes that may move it.
    """
    nothing = value(0)
    if nothing is None or value(plan.every) is None:
        return (Fraction(0),) * len(plan.causes)

    def there(chosen: Set) -> Fraction:
        found = value(chosen)
        return Fraction(nothing if found is None else found)

    if plan.orders:
        return _over(plan, there)
    players = [index for index, one in enumerate(plan.causes) if one & moving]
    shares = shapley([there(one) for one in every_set([plan.causes[index] for index in players])])
    own = dict(zip(players, shares, strict=True))
    return tuple(own.get(index, Fraction(0)) for index in range(len(plan.causes)))


def shapley(values: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """Each player's contribution, from the value of every set of players by the bits of its members.

    All is counted in whole numbers: as many of the values' common part.
    """
    players, common = len(values).bit_length() - 1, lcm(*(one.denominator for one in values))
    whole = [one.numerator * (common // one.denominator) for one in values]
    weights = [factorial(size) * factorial(players - size - 1) for size in range(players)]
    return tuple(
        Fraction(
            sum(
                weights[chosen.bit_count()] * (whole[chosen | 1 << player] - whole[chosen])
                for chosen in range(len(values))
                if not chosen >> player & 1
            ),
            factorial(players) * common,
        )
        for player in range(players)
    )


def _over(plan: Plan, value: Callable[[Set], Fraction]) -> tuple[Fraction, ...]:
    """The mean over some orders; each order's steps add up to the difference, and so does their mean."""
    sums = [Fraction(0)] * len(plan.causes)
    for order in plan.orders:
        before, chosen = value(0), 0
        for cause in order:
            chosen |= plan.causes[cause]
            after = value(chosen)
            sums[cause] += after - before
            before = after
    return tuple(one / len(plan.orders) for one in sums)
