"""Which changes are one cause, and what each cause contributed: Shapley values, which add up to the change exactly.

In: the mixtures, and the figures that are wanted. Out: a plan within a budget that is counted before the work begins:
every set of the causes; or a sample of orders; or changes grouped by what they stand in, where single ones are too
many. And by the plan, a contribution a cause.
Source of the formula: L. S. Shapley, A value for n-person games, 1953: a cause's contribution is the mean, over all
orders in which the causes may come in, of what it adds when it comes in.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial, reduce
from math import factorial
from operator import add, mul, or_
from random import Random
from typing import Any

from generator.figures.figure import Number
from generator.review.diff.changes import NAMING, Change
from generator.review.diff.columns import Column, Places, Set, every_set, in_common
from generator.review.diff.mixtures import Mixtures

BUDGET = 1_600_000
"""How many steps fit in some seconds; a step is a value that a formula takes or gives."""
EXACT_UP_TO, MOST_ORDERS, SEED = 12, 40, 1953
"""With so many causes at most all sets of them are worked out; with more, a sample of orders, always the same."""


@dataclass(frozen=True)
class Plan:
    """The causes, each a set of changes, and the orders in which they come in; none where every set is worked out.

    `grouped_by` is what changes were joined by, where single ones are beyond the budget.
    """

    causes: tuple[Set, ...]
    orders: tuple[tuple[int, ...], ...] = ()
    grouped_by: str = ""

    @property
    def every(self) -> Set:
        """All changes."""
        return reduce(or_, self.causes, 0)

    def sets(self) -> Iterator[Set]:
        """The sets of changes that contributions are worked out from: first one cause, and all but one."""
        yield from self.causes
        yield from (self.every & ~one for one in self.causes)
        if not self.orders:
            yield from every_set(self.causes)
        for order in self.orders:
            chosen = 0
            for one in order:
                chosen |= self.causes[one]
                yield chosen


def orders(causes: int, pairs: int) -> tuple[tuple[int, ...], ...]:
    """Some orders, each with its reverse: what comes first in the one comes last in the other.

    So what two causes do together is shared alike, in however small a sample.
    """
    random = Random(SEED)
    half = [random.sample(range(causes), causes) for _ in range(pairs)]
    return tuple(tuple(order) for one in half for order in (one, one[::-1]))


def affordable(
    causes: Sequence[Set], cost: Callable[[Sequence[Set], int, int], int], rows: Set, held: Sequence[object] = ()
) -> Plan | None:
    """The most exact plan for these causes whose cost is within the budget; None where there is none.

    `cost` says how many steps so many sets and so many new sheets take; `rows` are the changes that need sheets. No
    more orders are taken than are `held` already, where any are.
    """
    count, sheets = len(causes), sum(bool(one & rows) for one in causes)
    if not held and count <= EXACT_UP_TO and cost(causes, 2**count, 2**sheets - 2 if sheets else 0) <= BUDGET:
        return Plan(tuple(causes))
    for pairs in range(len(held or range(MOST_ORDERS)) // 2, 0, -1):
        if cost(causes, 2 * count * (pairs + 1), 2 * sheets * (pairs + 1)) <= BUDGET:
            return Plan(tuple(causes), orders(count, pairs))
    return None


def apart(plan: Plan, possible: Callable[[Set], bool]) -> tuple[Set, ...]:
    """The causes of a plan, joined where some sets of it are not possible: only what has to be.

    Joined are changes that are not possible together, and the fewest that make them so.
    """
    causes = list(plan.causes)
    found = next((chosen for chosen in plan.sets() if chosen and not possible(chosen)), None)
    if found is None or len(causes) < 2:
        return plan.causes
    without = _least([one for one in causes if one & found], 0, lambda chosen: not possible(chosen))
    rest = [one for one in causes if not one & without]
    # What goes first decides what can stay.
    joined = min((_least(order, without, possible) for order in (rest, rest[::-1])), key=int.bit_count)
    return tuple(sorted([joined, *(one for one in causes if not one & joined)], key=lambda one: one & -one))


def _least(causes: Sequence[Set], kept: Set, holds: Callable[[Set], bool]) -> Set:
    """The changes that are left when each cause went without which it still holds; `kept` stays."""
    left = reduce(or_, causes, kept)
    for one in causes:
        if holds(left & ~one):
            left &= ~one
    return left


def planned(mixtures: Mixtures, names: Sequence[str]) -> Plan:
    """The most exact plan within the budget whose every set is possible; the last way has one cause, and always is."""
    cost = partial(mixtures.steps, names)
    for by, causes in _ways(mixtures):
        begun = mixtures.built
        plan = affordable(causes, cost, mixtures.structural)
        if plan and not plan.orders and mixtures.all_possible(names, plan.causes):
            return replace(plan, grouped_by=by)
        while plan and cost((), 0, mixtures.built - begun) <= BUDGET:
            joined = apart(plan, lambda chosen: mixtures.possible(names, chosen))
            if joined == plan.causes:
                return replace(plan, grouped_by=by)
            plan = affordable(joined, cost, mixtures.structural)
    return Plan((mixtures.every,), grouped_by="all")


def _ways(mixtures: Mixtures) -> Iterator[tuple[str, list[Set]]]:
    """Causes from the finest to the coarsest, and what they are grouped by."""
    changes = mixtures.moving
    single = [1 << bit for bit in range(len(changes))]
    rows = {bit: one for bit, one in enumerate(changes) if mixtures.structural >> bit & 1}
    yield "", grouped(single, _names(rows))
    yield "table", grouped(single, {bit: [one.path[:-1]] for bit, one in rows.items()})
    yield "file", grouped(single, {bit: [one.path[:2]] for bit, one in enumerate(changes)})
    yield "file", grouped(single, {bit: [one.path[:1]] for bit, one in enumerate(changes)})


def _names(changes: Mapping[int, Change]) -> dict[int, set[object]]:
    """Of each change the entries that came or went with it, or that it names: a call that names a model needs it."""
    entries = {(str(one.path[-2]), str(one.path[-1])) for one in changes.values() if len(one.path) > 1}
    found: dict[int, set[object]] = {bit: {one.path} for bit, one in changes.items()}
    for bit, one in changes.items():
        named = {*_mentioned(one.path[-1], one.old), *_mentioned(one.path[-1], one.new)}
        found[bit] |= named & entries
        if len(one.path) > 1:
            found[bit].add((str(one.path[-2]), str(one.path[-1])))
    return found


def _mentioned(key: str | int, value: Any) -> Iterator[tuple[str, str]]:
    """The entries of tables that a value names, by the fields that name one."""
    for below, one in value.items() if isinstance(value, dict) else ():
        yield from _mentioned(below, one)
    for name in value if isinstance(value, list) else [value]:
        yield from ((table, name) for table, fields in NAMING.items() if key in fields and isinstance(name, str))


def grouped(causes: Sequence[Set], keys: Mapping[int, Iterable[object]]) -> list[Set]:
    """The causes, those joined that share a key; `keys` holds what the change of each bit is called by."""
    found: list[tuple[Set, set[object]]] = []
    for cause in causes:
        joined, own = cause, {key for bit, each in keys.items() if cause >> bit & 1 for key in each}
        for one, shared in found:
            if shared & own:
                joined, own = joined | one, own | shared
        found = [*((one, shared) for one, shared in found if not shared & own), (joined, own)]
    return sorted((one for one, _ in found), key=lambda one: one & -one)


def contributions(
    plan: Plan, value: Callable[[Set], Number | None], moving: Set = -1, places: Places | None = None
) -> tuple[Fraction, ...]:
    """What each cause contributed to the difference of a value; nothing, where a side has no such value.

    Where a set of causes lacks it, it is counted as unchanged. `moving` are the changes that may move it, and `places`
    holds it at every set of them, where that is at hand.
    """
    found = [Fraction(0)] * len(plan.causes)
    if (nothing := value(0)) is None or value(plan.every) is None:
        return tuple(found)

    def there(one: Number | None) -> Number:
        return nothing if one is None else one

    if plan.orders:  # each order's steps add up to the difference, and so does their mean
        for order in plan.orders:
            chosen = 0
            for cause in order:
                found[cause] -= there(value(chosen))
                chosen |= plan.causes[cause]
                found[cause] += there(value(chosen))
        return tuple(one / len(plan.orders) for one in found)
    players = [index for index, one in enumerate(plan.causes) if one & moving]
    if places is None:
        places = Places(numbers=[*map(value, every_set([plan.causes[index] for index in players]))])
    column = places.column
    shares = shapley([there(one) for one in places.numbers] if column is None else column)
    for index, share in zip(players, shares, strict=True):
        found[index] = share
    return tuple(found)


def shapley(values: Sequence[Number] | Column) -> tuple[Fraction, ...]:
    """Each player's contribution, from the value of every set of players by the bits of its members.

    All is counted in whole numbers: as many of the values' common part. A set counts for its members, by how many
    orders have them come in first, and against all others, who would come in next.
    """
    whole, common = (values.above, values.below) if isinstance(values, Column) else in_common(values)
    players = len(whole).bit_length() - 1
    sizes = [*map(int.bit_count, range(len(whole)))]
    ways = [factorial(size) * factorial(players - size - 1) for size in range(players)]
    last, next_in = [0, *ways], [*ways, 0]
    against = sum(map(mul, [next_in[size] for size in sizes], whole))
    rest = [*map(mul, [last[size] + next_in[size] for size in sizes], whole)]
    found = list[Fraction]()
    while len(rest) > 1:  # the last player is in the second half of the sets, whoever else is; then it is left out
        half = len(rest) // 2
        found.append(Fraction(sum(rest[half:]) - against, factorial(players) * common))
        rest = [*map(add, rest[:half], rest[half:])]
    return tuple(found[::-1])
