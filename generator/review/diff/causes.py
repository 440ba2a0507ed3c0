"""What each cause contributed to a change: Shapley values, which add up to it exactly; and what is a cause.

In: the number of causes, and the values that any set of them gives; or a number of changes, and which sets of them are
valid. Out: for each value, a contribution a cause; or the changes, in causes.
Source of the formula: L. S. Shapley, A value for n-person games, 1953: a cause's contribution is the mean, over all
orders in which the causes may come in, of what it adds when it comes in.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import factorial
from random import Random

Values = Mapping[str, Fraction]
"""Values by name; a name may be missing where a set of causes does not have it."""

EXACT_UP_TO = 7
"""With so many causes all sets of them are worked out; with more, a sample of orders."""

SAMPLED_ORDERS = 20
SEED = 1953


def apart(changes: int, valid: Callable[[frozenset[int]], bool]) -> list[frozenset[int]]:
    """The changes in causes of which every set that contributions are worked out from is valid.

    Joined is only what has to be: changes that are invalid together, and the fewest that make them valid.
    """
    causes = [frozenset({one}) for one in range(changes)]
    while len(causes) > 1:
        found = next((chosen for chosen in _sets(causes) if chosen and not valid(chosen)), None)
        if found is None:
            break
        invalid = _least([one for one in causes if one <= found], frozenset(), lambda chosen: not valid(chosen))
        rest = [one for one in causes if not one <= invalid]
        # What goes first decides what can stay.
        joined = min((_least(order, invalid, valid) for order in (rest, rest[::-1])), key=len)
        causes = sorted([joined, *(one for one in causes if not one <= joined)], key=min)
    return causes


def _least(
    causes: Sequence[frozenset[int]], kept: frozenset[int], holds: Callable[[frozenset[int]], bool]
) -> frozenset[int]:
    """The changes that are left when each cause went without which it still holds; `kept` stays."""
    left = kept.union(*causes)
    for one in causes:
        if holds(left - one):
            left -= one
    return left


def _sets(causes: Sequence[frozenset[int]]) -> Iterator[frozenset[int]]:
    """The changes of the sets of causes that contributions are worked out from: first one cause, and all but one."""
    everything = frozenset[int]().union(*causes)
    yield from causes
    yield from (everything - one for one in causes)
    asked = _every(len(causes)) if len(causes) <= EXACT_UP_TO else _begun(_orders(len(causes)))
    yield from (frozenset[int]().union(*(causes[one] for one in chosen)) for chosen in asked)


def _begun(orders: Iterable[Sequence[int]]) -> Iterator[frozenset[int]]:
    return (frozenset(order[:size]) for order in orders for size in range(len(order) + 1))


def _every(causes: int) -> Iterator[frozenset[int]]:
    for size in range(causes + 1):
        yield from map(frozenset, combinations(range(causes), size))


def _orders(causes: int) -> list[list[int]]:
    """Some orders, each with its reverse: what comes first in the one comes last in the other."""
    random = Random(SEED)
    half = [random.sample(range(causes), causes) for _ in range(SAMPLED_ORDERS // 2)]
    return [order for one in half for order in (one, one[::-1])]


def contributions(causes: int, values: Callable[[frozenset[int]], Values]) -> dict[str, tuple[Fraction, ...]]:
    """For every name that no causes and all causes have: what each cause contributed to the difference.

    A name that some set of causes lacks is counted as unchanged by that set.
    """
    nothing, everything = values(frozenset()), values(frozenset(range(causes)))
    names = [name for name in everything if name in nothing and everything[name] != nothing[name]]
    if causes <= EXACT_UP_TO:
        return _exact(causes, values, names)
    return _over(_orders(causes), values, names)


def _exact(
    causes: int, values: Callable[[frozenset[int]], Values], names: Sequence[str]
) -> dict[str, tuple[Fraction, ...]]:
    crossed = {chosen: values(chosen) for chosen in _every(causes)}
    weights = [Fraction(factorial(size) * factorial(causes - size - 1), factorial(causes)) for size in range(causes)]
    nothing = crossed[frozenset()]
    result = {}
    for name in names:
        at = {chosen: found.get(name, nothing[name]) for chosen, found in crossed.items()}
        result[name] = tuple(
            sum(
                (weights[len(one)] * (at[one | {cause}] - at[one]) for one in crossed if cause not in one),
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
