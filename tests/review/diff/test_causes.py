"""Contributions add up to the change, are shared fairly, and are nothing for what changes nothing."""

from collections.abc import Callable
from fractions import Fraction
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.review.diff.causes import contributions, shapley
from generator.review.diff.plan import EXACT_UP_TO, Plan, every_set, orders

Pairs = list[tuple[int, int]]


def plan(causes: int, pairs: int = 0) -> Plan:
    return Plan(tuple(1 << bit for bit in range(causes)), orders(causes, pairs))


def product_of(pairs: Pairs) -> Callable[[int], Fraction]:
    """The product of a number a cause, which is one before and another after."""

    def value(chosen: int) -> Fraction:
        found = Fraction(1)
        for bit, (old, new) in enumerate(pairs):
            found *= new if chosen >> bit & 1 else old
        return found

    return value


def test_two_factors_share_what_they_do_together() -> None:
    # 2 × 5 = 10 becomes 3 × 7 = 21: the first alone adds 5 or 7, the second alone 4 or 6.
    assert list(contributions(plan(2), product_of([(2, 3), (5, 7)]))) == [6, 5]


def test_a_cause_that_a_value_does_not_rest_on_has_no_share_and_is_not_asked_for() -> None:
    asked = set[int]()

    def value(chosen: int) -> Fraction:
        asked.add(chosen)
        return product_of([(2, 3), (1, 1), (5, 7)])(chosen)

    assert list(contributions(plan(3), value, moving=0b101)) == [6, 0, 5]
    assert asked == {0, 1, 4, 5, 7}


def test_a_value_that_a_side_lacks_has_no_contributions_and_one_that_a_set_lacks_is_unchanged_by_it() -> None:
    assert not any(contributions(plan(2), lambda chosen: None if chosen == 0 else Fraction(1)))
    assert contributions(plan(2), lambda chosen: None if chosen == 1 else Fraction(chosen.bit_count())) == (
        Fraction(1, 2),
        Fraction(3, 2),
    )


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=1, max_size=9), st.integers(0, 2))
def test_contributions_add_up_to_the_change_to_the_last_digit(pairs: Pairs, sampled: int) -> None:
    value = product_of([(old * 7, new * 3) for old, new in pairs])
    shares = contributions(plan(len(pairs), sampled), value)
    assert sum(shares) == value(2 ** len(pairs) - 1) - value(0)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_the_weights_are_the_mean_over_all_orders(count: int) -> None:
    value = product_of([(2, 3), (3, 5), (5, 4), (7, 11)][:count])
    means = [Fraction(0)] * count
    every = list(permutations(range(count)))
    for order in every:
        chosen = 0
        for cause in order:
            means[cause] += (value(chosen | 1 << cause) - value(chosen)) / len(every)
            chosen |= 1 << cause
    assert shapley([value(one) for one in range(2**count)]) == tuple(means)


@pytest.mark.parametrize("pairs", [1, 2, 10])
def test_what_two_causes_do_together_is_shared_alike_in_however_small_a_sample(pairs: int) -> None:
    # In an order and its reverse each of two causes comes second once; in orders alone it would depend on the sample.
    causes = EXACT_UP_TO + 3

    def value(chosen: int) -> Fraction:
        made = [bit for bit in range(causes) if chosen >> bit & 1]
        return Fraction(sum(made) + sum(one * other for one, other in combinations(made, 2)))

    fair = tuple(
        one + Fraction(sum(one * other for other in range(causes) if other != one), 2) for one in range(causes)
    )
    assert contributions(plan(causes, pairs), value) == fair


def test_a_sample_is_the_same_every_time() -> None:
    assert orders(13, 5) == orders(13, 5)
    assert len(set(orders(13, 5))) == 10


def test_changes_of_one_cause_come_in_together() -> None:
    # 2 × 5 × 1 = 10 becomes 3 × 7 × 2 = 42, the first and the last together: 2 or 6 before 5 or 7.
    value = product_of([(2, 3), (5, 7), (1, 2)])
    assert list(contributions(Plan((0b101, 0b010)), value)) == [4 * 6, 2 * 4]


def test_every_set_of_causes_stands_at_the_bits_of_its_members() -> None:
    assert every_set([0b011, 0b100]) == [0, 0b011, 0b100, 0b111]
