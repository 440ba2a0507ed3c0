"""A column holds at each place what a formula makes of the numbers of that place, to the last digit."""

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.calculation import verbs
from generator.figures.asking import LIMITS
from generator.figures.figure import Figure
from generator.review.diff.causes import contributions, planned
from generator.review.diff.columns import Column, Columns, Places, every_set
from generator.review.diff.mixtures import Mixtures
from generator.units import Unit
from tests.conftest import SMALL
from tests.remember import draws
from tests.review.diff.edited import CACHED, DESK, MOVES, desk, mixtures, put

HALVES = st.lists(st.tuples(*[st.fractions(-9, 9, max_denominator=9)] * 2), min_size=4, max_size=4)
ONE, TWO = Fraction(1), Fraction(2)
FORMULAS: dict[str, Callable[[Any, Any], Any]] = {
    "sum": lambda one, two: one + two + 3,
    "difference": lambda one, two: 1 - (one - two) - Fraction(1, 3),
    "product": lambda one, two: -one * two * TWO,
    "ratio": lambda one, two: one / (two * two + 1) + 1 / (one * one + 2) + one / 7,
    "total": lambda one, two: verbs.total((one, two, one > two, two >= one, ONE)),
    "greatest": lambda one, two: verbs.greatest((ONE, one, two)) - verbs.least((one, two)),
    "share": lambda one, two: verbs.share(one, two * two + 1) + verbs.part_of(one * one, one * one + two * two + 1),
    "rounded": lambda one, two: verbs.round_up(one, two * two + Fraction(1, 2)) + verbs.round_down(two, TWO),
    "none below": verbs.none_below,
    "grown": lambda one, two: verbs.grown(one, two) + verbs.series(one, two),
    "broken": lambda one, two: verbs.broken(one * one, two * two, Fraction(5, 2), ONE, TWO),
    "yes or no": lambda one, two: (one < two) + 2 * (one <= two) + 4 * (one == two),
}


@pytest.mark.parametrize("formula", FORMULAS.values(), ids=[*FORMULAS])
@draws(1 / 4)
@given(HALVES)
def test_what_a_formula_makes_of_columns_is_what_it_makes_of_the_numbers_of_each_place(
    formula: Callable[[Any, Any], Any], pairs: list[tuple[Fraction, Fraction]]
) -> None:
    ones, twos = zip(*pairs, strict=True)
    found = formula(Column.of(ones), Column.of(twos))
    assert [*Places(column=found).numbers] == [formula(one, two) for one, two in pairs]


def test_every_set_of_causes_stands_at_the_bits_of_its_members() -> None:
    assert every_set([0b011, 0b100]) == [0, 0b011, 0b100, 0b111]


def test_a_column_says_of_nothing_whether_it_is_true() -> None:
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(Column([1, 1]))


def test_numbers_whose_denominators_have_little_in_common_are_no_column() -> None:
    primes = [one for one in range(2, 500) if all(one % other for other in range(2, one))]
    with pytest.raises(OverflowError):
        Column.of([Fraction(1, one) for one in primes])
    assert Places(numbers=[Fraction(1, one) for one in primes]).column is None


def figure(name: str, value: Fraction, formula: Callable[..., Any] | None = None, **needs: Any) -> Figure:
    return Figure(name, Unit("", "dimensionless"), "", value, formula, needs)


def test_where_one_set_divides_by_nothing_that_set_alone_has_no_value() -> None:
    top, below = figure("top", ONE), figure("below", ONE)
    ratio = figure("ratio", ONE, lambda top, below: top / below, top=top, below=below)
    over = figure("over", TWO, verbs.total, each=(ratio, top))
    inputs = {"top": (1, ONE, TWO), "below": (2, ONE, Fraction(0))}
    found = Columns((1, 2), lambda one: {"top": 1, "below": 2}.get(one.name, 3), inputs)
    assert found.at(ratio).numbers == [1, 2, None, None]
    assert found.at(over).numbers == [2, 4, None, None]


def test_a_share_without_a_denominator_in_common_is_exact_and_what_is_made_of_it_too() -> None:
    # A hundred primes under one number: each set of seven causes has a whole of its own.
    primes = [one for one in range(2, 1000) if all(one % other for other in range(2, one))][:128]
    part, each = figure("part", Fraction(3)), [figure(f"each{bit}", ONE) for bit in range(7)]

    def prime(each: Any) -> Any:
        if any(isinstance(one, Column) for one in each):
            return Column([primes[place] for place in range(128)])
        return Fraction(primes[sum(1 << bit for bit, one in enumerate(each) if one == 2)])

    whole = figure("whole", ONE, prime, each=tuple(each))
    share = figure("share", ONE, verbs.share, part=part, whole=whole)
    rest = figure("rest", ONE, lambda part, whole: 1 - verbs.share(part, whole), part=part, whole=whole)
    twice = figure("twice", ONE, lambda share: share * 2, share=share)
    inputs = {one.name: (1 << bit, ONE, TWO) for bit, one in enumerate(each)}
    found = Columns([1 << bit for bit in range(7)], lambda one: inputs.get(one.name, (127,))[0], inputs)
    assert found.at(share).numbers == [Fraction(3, one) for one in primes]
    assert found.at(rest).numbers == [1 - Fraction(3, one) for one in primes]
    assert found.at(twice).numbers == [Fraction(6, one) for one in primes]


def test_a_formula_is_called_once_for_every_set_of_causes() -> None:
    called = list[Any]()

    def product(one: Any, two: Any) -> Any:
        called.append(one)
        return one * two

    one, two = figure("one", ONE), figure("two", ONE)
    both = figure("both", ONE, product, one=one, two=two)
    inputs = {"one": (1, ONE, TWO), "two": (2, ONE, Fraction(3))}
    found = Columns((1, 2), lambda each: {"one": 1, "two": 2}.get(each.name, 3), inputs)
    assert found.at(both).numbers == [1, 2, 3, 6]
    assert len(called) == 1


@pytest.fixture(scope="module")
def many() -> Mixtures:
    """The mixtures of changes of six numbers."""
    return mixtures(DESK, put(MOVES, SMALL))


def test_every_figure_at_every_set_is_what_its_formulas_make_set_by_set(many: Mixtures) -> None:
    single = [1 << bit for bit in range(len(many.moving))]
    for causes in (single, [single[0] | single[3], *single[1:3], single[4] | single[5]]):
        for name in many.start:
            places = many.places(name, causes)
            assert places is not None
            own = [one for number, one in enumerate(causes) if places.causes >> number & 1]
            assert [*places.numbers] == [many.value(name, chosen) for chosen in every_set(own)], name


def test_contributions_are_the_same_from_places_and_set_by_set(many: Mixtures) -> None:
    plan = planned(many, tuple(LIMITS))
    for name in many.start:
        own = many.rests(name)
        by_set = contributions(plan, partial(many.value, name), own)
        places = many.places(name, plan.causes)
        assert contributions(plan, partial(many.value, name), own, places) == by_set


def test_what_is_impossible_is_the_same_for_all_sets_at_once_and_for_each() -> None:
    longer = (("page_profiles", "tokens: 2560", "tokens: 6500"), ("page_profiles", "tokens: 6050", "tokens: 7000"))
    base, target = desk(*CACHED), desk(*CACHED, *longer)
    each, at_once = mixtures(base, target), mixtures(base, target)
    assert not at_once.all_possible(tuple(LIMITS), [1, 2])
    told = [[one.possible(tuple(LIMITS), chosen) for chosen in range(4)] for one in (each, at_once)]
    assert told[0] == told[1]
    assert sorted(told[0]) == [False, True, True, True]
