"""Contributions add up to the change and are shared fairly; only what must be is joined, and the budget holds."""

from collections.abc import Callable
from fractions import Fraction
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.figures.asking import LIMITS
from generator.review.diff import causes as planning
from generator.review.diff.causes import (
    BUDGET,
    EXACT_UP_TO,
    Plan,
    affordable,
    apart,
    contributions,
    grouped,
    orders,
    planned,
    shapley,
)  # fmt: skip
from generator.review.diff.columns import every_set
from tests.conftest import SMALL
from tests.remember import draws
from tests.review.diff.edited import (
    ADDED_TO_DESK,
    BASE,
    DESK,
    MODEL,
    MOVES,
    SITES,
    Edit,
    causes,
    desk,
    mixtures,
    put,
    raw,
)
from tests.review.diff.test_mixtures import MORE_SITES, PEAK

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


@draws(1)
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


Rule = tuple[set[int], set[int]]
"""Changes that are not possible together, unless others come with them."""


def bits(members: set[int]) -> int:
    return sum(1 << one for one in members)


def possible_by(rules: list[Rule]) -> Callable[[int], bool]:
    pairs = [(bits(those), bits(need)) for those, need in rules]
    return lambda chosen: all(chosen & those != those or chosen & need == need for those, need in pairs)


def joined(changes: int, possible: Callable[[int], bool]) -> tuple[int, ...]:
    """The causes of some changes, joined until every set of them is possible."""
    found = tuple(1 << bit for bit in range(changes))
    while (again := apart(Plan(found), possible)) != found:
        found = again
    return found


def members(cause: int) -> list[int]:
    return [bit for bit in range(cause.bit_length()) if cause >> bit & 1]


@pytest.mark.parametrize(
    ("rules", "wanted"),
    [
        ([], [[0], [1], [2], [3], [4], [5]]),
        ([({3}, {1})], [[0], [1, 3], [2], [4], [5]]),
        ([({0, 1}, {4})], [[0, 1, 4], [2], [3], [5]]),
        ([({0}, {5}), ({2}, {3})], [[0, 5], [1], [2, 3], [4]]),
        ([({0}, {1}), ({1}, {2, 3}), ({4, 0}, {5})], [[0, 1, 2, 3, 4, 5]]),
    ],
)
def test_only_what_is_not_possible_apart_is_one_cause(rules: list[Rule], wanted: list[list[int]]) -> None:
    assert [members(one) for one in joined(6, possible_by(rules))] == wanted


def test_of_two_ways_to_make_changes_possible_the_one_with_fewer_is_joined() -> None:
    one_way = possible_by([({0, 1}, {3, 4})])
    assert [members(one) for one in joined(5, lambda chosen: one_way(chosen) or bool(chosen & 0b100))] == [
        [0, 1, 2],
        [3],
        [4],
    ]


@draws(1)
@given(st.lists(st.tuples(*[st.sets(st.integers(0, 7), min_size=1, max_size=3)] * 2), max_size=3))
def test_every_set_that_contributions_are_worked_out_from_is_possible(rules: list[Rule]) -> None:
    possible = possible_by(rules)
    found = joined(8, possible)
    assert all(possible(one) for one in every_set(found))
    assert sum(found) == 2**8 - 1
    assert sum(map(int.bit_count, found)) == 8


@pytest.mark.parametrize("count", [1, EXACT_UP_TO])
def test_every_set_is_worked_out_for_as_many_causes_as_are_exact(count: int) -> None:
    found = affordable([1 << bit for bit in range(count)], lambda *_: 1, 0)
    assert found is not None
    assert found.orders == ()
    assert len(set(found.sets())) == 2**count


@pytest.mark.parametrize("dear", [1, 1000, 100_000])
def test_a_sample_is_as_large_as_the_budget_allows_and_has_each_order_with_its_reverse(dear: int) -> None:
    single = [1 << bit for bit in range(EXACT_UP_TO + 3)]
    found = affordable(single, lambda _, sets, __: sets * dear, 0)
    if found is None:
        assert dear * 4 * len(single) > BUDGET
        return
    assert len(set(found.sets())) * dear <= BUDGET
    assert [order[::-1] for order in found.orders[::2]] == list(found.orders[1::2])
    assert 0 < len(found.orders) <= planning.MOST_ORDERS


def test_changes_that_share_a_key_are_one() -> None:
    assert grouped([1, 2, 4, 8], {0: ["a"], 1: ["b"], 3: ["a", "c"], 2: ["d"]}) == [0b1001, 0b10, 0b100]


def test_an_added_call_and_the_model_it_needs_are_one_cause() -> None:
    target = desk(*ADDED_TO_DESK, MORE_SITES)
    assert causes(DESK, target) == [["models.llama-4", "page_profiles.letter.calls.summary"], [SITES]]


def test_values_that_are_only_possible_together_are_one_cause() -> None:
    target = put({**PEAK, SITES: "20", "scenarios.desk.load_cases.open.sites_at_peak": "15"}, SMALL)
    assert [len(one) for one in causes(put(PEAK, SMALL), target)] == [2]


def test_changes_that_are_not_possible_together_though_each_is_are_one_with_what_makes_room_for_them() -> None:
    catalogue = "label: Product catalogue\n      tokens: "
    target = raw(
        ("page_profiles", "tokens: 8000", "tokens: 9000"),
        ("page_profiles", f"{catalogue}1750", f"{catalogue}2600"),
        ("page_profiles", "input_tokens: 11500", "input_tokens: 13000"),
        ("page_profiles", "output_tokens: 2000", "output_tokens: 2100"),
    )
    assert [[one.split(".")[-2] for one in group] for group in causes(BASE, target)] == [
        ["reasoning-rules-and-schema", "product-catalogue", "reasoning"],
        ["reasoning"],
    ]


def many(pairs: int) -> list[Edit]:
    """Edits of the small inputs that add calls, each with a model of its own that it needs."""
    names = [f"m{number}" for number in range(pairs)]
    labels = ["Call " + chr(ord("a") + number % 26) * (1 + number // 26) for number in range(pairs)]
    calls = "".join(
        f"    c-{name}: {{label: {label}, model: {name}, input_tokens: 900, output_tokens: 100}}\n"
        for name, label in zip(names, labels, strict=True)
    )
    models = "".join(MODEL.replace("llama-4", name) for name in names)
    return [
        ("page_profiles", "  calls:\n", f"  calls:\n{calls}"),
        ("models", "quill-2:\n", f"{models}quill-2:\n"),
    ]


def test_pairs_of_changes_that_need_each_other_are_a_cause_each() -> None:
    assert [len(one) for one in causes(DESK, desk(*many(3)))] == [2, 2, 2]


def test_changes_beyond_the_budget_are_taken_together_before_more_than_a_sheet_is_worked_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(planning, "BUDGET", BUDGET // 10)
    found = mixtures(DESK, desk(*many(30), MORE_SITES))
    plan = planned(found, tuple(LIMITS))
    assert plan.grouped_by == "table"
    assert [one.bit_count() for one in plan.causes] == [60, 1]
    assert found.built <= 1


def test_a_budget_of_nothing_leaves_one_cause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "BUDGET", 0)
    found = mixtures(DESK, put(MOVES, SMALL))
    assert planned(found, tuple(LIMITS)) == Plan((found.every,), grouped_by="all")
