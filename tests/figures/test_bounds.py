"""Bounds: no number of the ranges leads a formula beyond them, and its slopes say which way a range leads."""

from collections.abc import Callable
from math import inf
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.calculation.verbs import (
    broken,
    greatest,
    grown,
    least,
    none_below,
    part_of,
    rest,
    round_down,
    round_up,
    series,
    share,
    total,
)
from generator.figures.bounds import BENT, LEAPS, STRAIGHT, WAVERS, Bounds, Mover, Sides, settled, span

Formula = Callable[[Any, Any, Any], Any]


def mover(name: str) -> Mover:
    return Mover(frozenset([(name, "low")]), frozenset([(name, "high")]), {name: 1})


X, Y = mover("x"), mover("y")
FORMULAS: dict[str, Formula] = {
    "sum": lambda x, y, c: total((x, y, c)),
    "difference": lambda x, y, c: c - x - y * 2,
    "product": lambda x, y, c: x * y * c,
    "square": lambda x, y, c: x * x - y + c,
    "share": lambda x, y, c: share(x, x + y + c),
    "share that cancels": lambda x, y, c: share(x * y, x * (y + c)),
    "quotient of a number": lambda x, y, c: c / (x + y) + c,
    "difference of two products": lambda x, y, c: x * (y + c) - x * y,
    "sum of quotients": lambda x, y, c: x / (y + 1) + y / (x + 1) + c,
    "quotient over its own": lambda x, y, c: (c / x) / (x + y),
    "quotient of quotients": lambda x, y, c: (c / x) / (y / x + c),
}
FORMULAS |= {
    "greatest": lambda x, y, c: settled(greatest((x * 2, y, x + c))),
    "least": lambda x, y, c: settled(least((x * 2, y, x + c))),
    "grown": lambda x, y, c: grown(x, y) + c,
    "series": lambda x, y, c: series(x, y) + c,
    "series in its times": lambda x, y, c: series(c, y) + x,
    "part of a whole": lambda x, y, c: part_of(x, x + y * c),
}
NUMBERS = st.integers(1, 50)


@pytest.mark.slice(3)
@pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)
@given(st.tuples(NUMBERS, NUMBERS), st.tuples(NUMBERS, NUMBERS), NUMBERS, st.integers(0, 8), st.integers(0, 8))
def test_no_numbers_of_the_ranges_lead_a_formula_or_its_slope_beyond_the_bounds(
    formula: Formula, xs: tuple[int, int], ys: tuple[int, int], c: int, along: int, up: int
) -> None:
    (x_low, x_high), (y_low, y_high) = sorted(xs), sorted(ys)
    found = formula(span(x_low, x_high, X), span(y_low, y_high, Y), float(c))
    x, y = x_low + (x_high - x_low) * along / 8, y_low + (y_high - y_low) * up / 8
    value, near = formula(x, y, c), 1e-6 * (1 + abs(found.low) + abs(found.high))
    assert found.low - near <= value <= found.high + near
    for moved, step in ((X, (1e-4, 0.0)), (Y, (0.0, 1e-4))):
        low, high, _ = found.slopes.get(moved, (0.0, 0.0, STRAIGHT))
        slope = (formula(x + step[0], y + step[1], c) - value) / 1e-4
        assert low - 0.01 * (1 + abs(slope)) <= slope <= high + 0.01 * (1 + abs(slope))


@pytest.mark.parametrize(
    ("name", "bent"),
    [
        *(("sum", False), ("difference", False), ("product", False), ("share", False)),
        *(("quotient of a number", False), ("quotient of quotients", False), ("square", True)),
        ("sum of quotients", True),
        ("quotient over its own", True),
    ],
)
def test_what_is_no_straight_line_nor_one_divided_by_another_is_bent(name: str, bent: bool) -> None:
    found = FORMULAS[name](span(1, 2, X), span(1, 2, Y), 3.0)
    assert (found.slopes[X][2] is BENT) is bent


def test_shares_of_the_same_whole_are_one_straight_line_divided_by_another() -> None:
    x, y = as_numbers(span(1, 2, X), span(1, 2, Y))
    whole = x + y
    alike: Any = share(x, whole) + share(y, whole)
    unlike: Any = share(x, whole) + share(y, x + y)
    assert alike.slopes[X][2] is whole
    assert unlike.slopes[X][2] is BENT


def test_what_the_same_number_multiplies_is_added_before_it_is_multiplied() -> None:
    x, y = span(1, 100, X), span(3, 4, Y)
    rest = x * (y + 2) - x * y
    assert (rest.low, rest.high) == (1 * (2 - 1), 100 * (2 + 1)), "and not between 1 × 5 − 100 × 4 and 100 × 6 − 1 × 3"
    assert rest.slopes[X][0] > 0


def test_nothing_of_nothing_is_nothing_and_a_share_of_what_may_be_nothing_may_be_anything() -> None:
    some, whole, zero = as_numbers(span(0, 5, X), span(0, 3, Y), 0.0)
    found: list[Any] = [share(some, zero), share(some, whole)]
    assert [(one.low, one.high) for one in found] == [(0, 0), (0, float("inf"))]


def as_numbers(*values: Any) -> tuple[Any, ...]:
    """Formulas take bounds as they take arrays, and say neither."""
    return values


def test_what_is_rounded_may_be_a_step_away() -> None:
    value, step = as_numbers(span(10, 90, X), 25.0)
    rounded: list[Any] = [one(value, step) for one in (round_down, round_up)]
    assert [(one.low, one.high, one.stepped) for one in rounded] == [(-15, 90, True), (10, 115, True)]


@pytest.mark.parametrize(
    ("formula", "margins", "strict", "equal"),
    [
        (lambda x, y, _: x > y, [(1 - 4, 2 - 3)], True, False),
        (lambda x, y, _: x < y, [(3 - 2, 4 - 1)], True, False),
        (lambda x, _, c: x >= c, [(1 - 7, 2 - 7)], False, False),
        (lambda x, *_: x == 0, [(1, 2)], False, True),
        (lambda x, y, c: x >= greatest((x, y, c)), [(-3, -1), (-6, -5)], False, False),
        (lambda x, y, c: x <= least((y, x, c)), [(1, 3), (5, 6)], False, False),
        (lambda x, y, c: c <= least((x, y)), [(-6, -5), (-4, -3)], False, False),
        (lambda x, y, c: c >= greatest((x, y)), [(5, 6), (3, 4)], False, False),
    ],
)
def test_a_yes_is_as_far_as_each_of_its_sides_is_from_the_other(
    formula: Formula, margins: list[tuple[int, int]], strict: bool, equal: bool
) -> None:
    found = formula(span(1, 2, X), span(3, 4, Y), 7.0)
    assert isinstance(found, Sides)
    assert [(one.low, one.high) for one in found.margins] == margins
    assert (found.strict, found.equal) == (strict, equal)


def test_bounds_hold_their_own_interval_whatever_is_made_of_them() -> None:
    x = span(1, 2, X)
    _ = x + 1, x * 2, -x, x / 4
    assert (x.low, x.high, x.slopes[X]) == (1, 2, (1, 1, STRAIGHT))
    assert isinstance(x * 0.0, Bounds)


def test_a_part_is_never_more_than_the_whole_and_the_same_is_all_of_itself() -> None:
    some, whole = as_numbers(span(5, 9, X), span(6, 8, Y))
    assert part_of(some, whole).high == 1 < share(some, whole).high  # type: ignore[attr-defined]
    same: Any = share(some, some)
    assert (same.low, same.high, same.slopes) == (1, 1, {})


@pytest.mark.parametrize(("low", "high", "within"), [(1, 3, (0, 0)), (1, 9, (0, 9)), (5, 9, (5, 9))])
def test_what_is_below_the_least_is_nothing(low: int, high: int, within: tuple[int, int]) -> None:
    value, at_least = as_numbers(span(low, high, X), 5.0)
    found: Any = none_below(value, at_least)
    assert (found.low, found.high) == within
    leaps = low < 5 <= high
    assert found.slopes == ({X: (0, inf, BENT)} if leaps else {X: (1, 1, STRAIGHT)} if low >= 5 else {})


def test_what_a_part_leaves_of_its_whole_is_never_less_than_nothing_nor_more_than_all() -> None:
    whole, part, some = as_numbers(span(5, 9, X), span(0, 6, Y), span(1, 2, Y))
    left: Any = rest(whole, part)
    assert (left.low, left.high) == (0, 9)
    assert (left.slopes[X], left.slopes[Y]) == ((1, 1, STRAIGHT), (-1, -1, STRAIGHT))
    within: Any = rest(whole, some)
    assert (within.low, within.high) == (3, 8)


def test_what_growing_amounts_leave_over_is_less_than_a_step_each_and_wavers() -> None:
    first, growth, times, step, nothing, long = as_numbers(span(30, 40, X), 7.0, span(2, 3, Y), 10.0, 0.0, 35.0)
    found: Any = broken(first, growth, times, step, nothing)
    assert (found.low, found.high, *found.slopes.values()) == (0, 3 * 10, WAVERS, WAVERS)
    short: Any = broken(first, growth, times, step, long)
    assert (short.high, short.slopes[X], short.slopes[Y]) == (3 * 35, LEAPS, WAVERS)
