"""Contributions add up to the change, are shared fairly, and are nothing for what changes nothing."""

from collections.abc import Callable
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.review.diff.causes import EXACT_UP_TO, Values, apart, contributions


def product_of(old: list[int], new: list[int], chosen: frozenset[int]) -> Values:
    value = Fraction(1)
    for index, (before, after) in enumerate(zip(old, new, strict=True)):
        value *= after if index in chosen else before
    return {"product": value, "first": Fraction(new[0] if 0 in chosen else old[0])}


def test_two_factors_share_what_they_do_together() -> None:
    # 2 × 5 = 10 becomes 3 × 7 = 21: the first alone adds 5 or 7, the second alone 4 or 6.
    shares = contributions(2, lambda chosen: product_of([2, 5], [3, 7], chosen))
    assert shares["product"] == (Fraction(6), Fraction(5))
    assert shares["first"] == (Fraction(1), Fraction(0))


def test_a_value_that_does_not_change_has_no_contributions() -> None:
    assert contributions(2, lambda chosen: product_of([2, 5], [2, 5], chosen)) == {}


def test_a_value_that_a_set_lacks_is_unchanged_by_it() -> None:
    def values(chosen: frozenset[int]) -> Values:
        return {} if chosen == {0} else {"x": Fraction(len(chosen))}

    assert sum(contributions(2, values)["x"]) == 2


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=1, max_size=EXACT_UP_TO + 3))
def test_contributions_add_up_to_the_change_to_the_last_digit(pairs: list[tuple[int, int]]) -> None:
    old, new = [a for a, _ in pairs], [b for _, b in pairs]
    before, after = product_of(old, new, frozenset()), product_of(old, new, frozenset(range(len(pairs))))
    for name, shares in contributions(len(pairs), lambda chosen: product_of(old, new, chosen)).items():
        assert sum(shares) == after[name] - before[name]


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_the_weights_are_the_mean_over_all_orders(count: int) -> None:
    old, new = [2, 3, 5, 7][:count], [3, 5, 4, 11][:count]
    means = [Fraction(0)] * count
    orders = list(permutations(range(count)))
    for order in orders:
        for place, cause in enumerate(order):
            came, came_in = frozenset(order[:place]), frozenset(order[: place + 1])
            means[cause] += (product_of(old, new, came_in)["product"] - product_of(old, new, came)["product"]) / len(
                orders
            )
    assert contributions(count, lambda chosen: product_of(old, new, chosen))["product"] == tuple(means)


def test_more_causes_than_can_be_crossed_are_sampled_alike_every_time() -> None:
    old, new = list(range(1, 12)), list(range(2, 13))
    first, second = (contributions(11, lambda chosen: product_of(old, new, chosen)) for _ in range(2))
    assert first == second


def test_as_many_causes_as_can_be_crossed_are_crossed_in_every_set() -> None:
    asked = set()

    def values(chosen: frozenset[int]) -> Values:
        asked.add(chosen)
        return {"x": Fraction(len(chosen))}

    contributions(EXACT_UP_TO, values)
    assert len(asked) == 2**EXACT_UP_TO


Rule = tuple[set[int], set[int]]
"""Changes that are invalid together, unless others come with them."""


def valid_by(rules: list[Rule]) -> Callable[[frozenset[int]], bool]:
    return lambda chosen: all(not those <= chosen or need <= chosen for those, need in rules)


@pytest.mark.parametrize(
    ("rules", "causes"),
    [
        ([], [[0], [1], [2], [3], [4], [5]]),
        ([({3}, {1})], [[0], [1, 3], [2], [4], [5]]),
        ([({0, 1}, {4})], [[0, 1, 4], [2], [3], [5]]),
        ([({0}, {5}), ({2}, {3})], [[0, 5], [1], [2, 3], [4]]),
        ([({0}, {1}), ({1}, {2, 3}), ({4, 0}, {5})], [[0, 1, 2, 3, 4, 5]]),
    ],
)
def test_only_what_is_invalid_apart_is_one_cause(rules: list[Rule], causes: list[list[int]]) -> None:
    assert [sorted(one) for one in apart(6, valid_by(rules))] == causes


def test_of_two_ways_to_make_changes_valid_the_one_with_fewer_is_joined() -> None:
    one_way = valid_by([({0, 1}, {3, 4})])
    assert [sorted(each) for each in apart(5, lambda chosen: one_way(chosen) or 2 in chosen)] == [[0, 1, 2], [3], [4]]


@given(st.lists(st.tuples(*[st.sets(st.integers(0, 10), min_size=1, max_size=3)] * 2), max_size=4))
def test_every_set_that_contributions_ask_for_is_valid(rules: list[Rule]) -> None:
    valid, asked = valid_by(rules), list[bool]()
    causes = apart(11, valid)

    def values(chosen: frozenset[int]) -> Values:
        asked.append(valid(frozenset().union(*(causes[one] for one in chosen))))
        return {}

    contributions(len(causes), values)
    assert all(asked)
    assert sorted(one for cause in causes for one in cause) == list(range(11))
