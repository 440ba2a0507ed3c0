"""What each cause contributed to a change: Shapley values, which add up to it exactly.

In: the number of causes, and the values that any set of them gives. Out: for each value, a contribution a cause.
Source of the formula: L. S. Shapley, A value for n-person games, 1953: a cause's contribution is the mean, over all
orders in which the causes may come in, of what it adds when it comes in.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import factorial
from random import Random

Values = Mapping[str, Fraction]
"""Values by name; a name may be missing where a set of causes does not have it."""

EXACT_UP_TO = 8
"""With so many causes all sets of them are worked out; with more, a sample of orders."""

SAMPLED_ORDERS = 200
SEED = 1953


def contributions(causes: int, values: Callable[[frozenset[int]], Values]) -> dict[str, tuple[Fraction, ...]]:
    """For every name that no causes and all causes have: what each cause contributed to the difference.

    A name that some set of causes lacks is counted as unchanged by that set.
    """
    nothing, everything = values(frozenset()), values(frozenset(range(causes)))
    names = [name for name in everything if name in nothing and everything[name] != nothing[name]]
    if causes <= EXACT_UP_TO:
        return _exact(causes, values, names)
    random = Random(SEED)
    orders = [random.sample(range(causes), causes) for _ in range(SAMPLED_ORDERS)]
    return _over(orders, values, names)


def _exact(
    causes: int, values: Callable[[frozenset[int]], Values], names: Sequence[str]
) -> dict[str, tuple[Fraction, ...]]:
    sets = {
        frozenset(chosen): values(frozenset(chosen))
        for size in range(causes + 1)
        for chosen in combinations(range(causes), size)
    }
    weights = [Fraction(factorial(size) * factorial(causes - size - 1), factorial(causes)) for size in range(causes)]
    nothing = sets[frozenset()]
    result = {}
    for name in names:
        at = {chosen: found.get(name, nothing[name]) for chosen, found in sets.items()}
        result[name] = tuple(
            sum(
                (weights[len(chosen)] * (at[chosen | {cause}] - at[chosen]) for chosen in sets if cause not in chosen),
                Fraction(0),
            )
            for cause in range(causes)
        )
    return result


def _over(
    orders: Sequence[Sequence[int]], values: Callable[[frozenset[int]], Values], names: Sequence[str]
) -> dict[str, tuple[Fraction, ...]]:
    """The mean over some orders; each order's steps add up to the difference, and so does their mean."""
    sums = {name: [Fraction(0)] * len(orders[0]) for name in names}
    nothing = values(frozenset())
    for order in orders:
        before, chosen = nothing, frozenset[int]()
        for cause in order:
            chosen |= {cause}
            after = values(chosen)
            for name in names:
                sums[name][cause] += after.get(name, nothing[name]) - before.get(name, nothing[name])
            before = after
    return {name: tuple(one / len(orders) for one in each) for name, each in sums.items()}
