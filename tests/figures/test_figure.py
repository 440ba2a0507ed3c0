"""Figures: how formulas are put in order, what a figure remembers, and what its ranges do to it."""

import operator
import pickle
from collections.abc import Callable, Mapping
from dataclasses import FrozenInstanceError
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.calculation import verbs as words
from generator.errors import FormulaError, Place
from generator.figures.bounds import LIKELY
from generator.figures.figure import (
    Figure,
    Number,
    Origin,
    ancestors,
    given_figure,
    work_out,
)
from generator.units import Each, PagesPerMinute, Share, TokensPerPage, TokensPerRequest, Unit, YesNo

PER_PAGE: Unit = TokensPerPage.__metadata__[0]  # type: ignore[attr-defined]  # typing keeps it there
PER_REQUEST: Unit = TokensPerRequest.__metadata__[0]  # type: ignore[attr-defined]
PACE: Unit = PagesPerMinute.__metadata__[0]  # type: ignore[attr-defined]
PART: Unit = Share.__metadata__[0]  # type: ignore[attr-defined]

Ends3 = tuple[Fraction, Fraction, Fraction]


def figure(name: str, *ends: str | int | Fraction, unit: Unit = PER_PAGE) -> Figure:
    """An input: one number, or low, likely and high."""
    exact = [Fraction(end) for end in ends]
    low, likely, high = exact if len(exact) == 3 else exact * 3
    return given_figure(name, (low, likely, high), unit, f"The {name}.", Origin(Place("a.yaml", 1, 2, name), "assumed"))


# Formulas to try things with.


def kept(whole: TokensPerPage, taken: Share) -> TokensPerPage:
    """What is left."""
    return whole * (1 - taken)


def doubled(kept: TokensPerPage) -> TokensPerPage:
    """Twice what is left."""
    return kept * 2


def most(doubled: TokensPerPage, whole: TokensPerPage) -> YesNo:
    """Whether twice the rest is more than the whole."""
    return doubled > whole


def part(kept: TokensPerPage, whole: TokensPerPage) -> Share:
    """What is left, of the whole."""
    return words.share(kept, whole)


def summed(each_kept: Each[TokensPerPage]) -> TokensPerPage:
    """All that is left."""
    return words.total(each_kept)


def stepped(pace: PagesPerMinute, step: PagesPerMinute) -> PagesPerMinute:
    """The pace, rounded up."""
    return words.round_up(pace, step)


def per_request(tokens: TokensPerRequest) -> TokensPerRequest:
    """The same."""
    return tokens


def egg(hen: TokensPerPage) -> TokensPerPage:
    """From a hen."""
    return hen


def hen(egg: TokensPerPage) -> TokensPerPage:
    """From an egg."""
    return egg


# Order and wiring


@pytest.mark.parametrize(
    "chosen", [(kept, doubled, most, part), (most, part, doubled, kept), (part, most, kept, doubled)]
)
def test_formulas_are_worked_out_in_the_order_of_their_needs(chosen: tuple[Callable[..., Any], ...]) -> None:
    row = work_out("x", {"whole": figure("whole", 100), "taken": figure("taken", "3/10", unit=PART)}, *chosen)
    order = list(row)
    assert order.index("kept") < order.index("doubled") < order.index("most")
    assert order.index("kept") < order.index("part")
    assert {name: one.value for name, one in row.items()} == {
        "kept": 70,
        "doubled": 140,
        "most": True,
        "part": Fraction(7, 10),
    }


def test_a_figure_remembers_its_name_unit_sentence_formula_and_needs() -> None:
    whole, taken = figure("a.whole", 100), figure("a.taken", "3/10", unit=PART)
    one = work_out("x", {"whole": whole, "taken": taken}, kept)["kept"]
    assert (one.name, one.unit, one.says, one.formula) == ("x.kept", PER_PAGE, "What is left.", kept)
    assert one.needs == {"whole": whole, "taken": taken}
    assert one.origin is None


def test_an_input_remembers_its_place_and_source() -> None:
    one = figure("whole", 100)
    assert one.origin == Origin(Place("a.yaml", 1, 2, "whole"), "assumed")
    assert list(one.inputs()) == []


def test_a_column_takes_the_figure_of_every_row() -> None:
    column = tuple(figure(f"row-{n}.kept", n) for n in (10, 20, 12))
    one = work_out("x", {"each_kept": column}, summed)["summed"]
    assert one.value == 42
    assert list(one.inputs()) == list(column)


def test_a_parameter_that_nothing_gives_is_refused_with_the_closest_name() -> None:
    given_ones = {"whle": figure("whle", 100), "taken": figure("taken", 0, unit=PART)}
    with pytest.raises(FormulaError, match=r"^kept needs whole, which nothing gives; did you mean whle\?$"):
        work_out("x", given_ones, kept)


def test_formulas_that_go_in_a_circle_are_refused_with_the_circle() -> None:
    with pytest.raises(FormulaError, match=r"formulas go in a circle: (egg → hen → egg|hen → egg → hen)$"):
        work_out("x", {}, hen, egg)


def test_a_figure_of_another_unit_is_refused_with_both_units() -> None:
    with pytest.raises(
        FormulaError, match=r"^x\.per_request: tokens takes tokens/request, but a\.whole is in tokens/page$"
    ):
        work_out("x", {"tokens": figure("a.whole", 100)}, per_request)


def test_a_column_with_a_single_figure_of_another_unit_is_refused() -> None:
    column = (figure("good", 1), figure("bad", 1, unit=PER_REQUEST))
    with pytest.raises(FormulaError, match="each_kept takes tokens/page, but bad is in tokens/request"):
        work_out("x", {"each_kept": column}, summed)


def test_units_of_the_same_dimension_that_are_written_in_different_ways_do_not_match() -> None:
    with pytest.raises(FormulaError, match="taken takes dimensionless"):
        work_out("x", {"whole": figure("w", 1), "taken": figure("t", 1, unit=Unit("", "dimensionless", 1))}, kept)


def forgetful(whole: TokensPerPage) -> TokensPerPage:  # type: ignore[return]
    """What is never returned."""
    whole * 2


def test_a_formula_that_gives_no_exact_number_is_refused_with_what_it_gives() -> None:
    ranged, plain = figure("w", 1, 2, 3), figure("w", 100)
    for whole, formula, gives in ((plain, forgetful, "None"), (ranged, forgetful, "None"), (plain, inexact, "50.0")):
        with pytest.raises(FormulaError, match=rf"^x\.{formula.__name__} gives {gives}, which is neither"):
            work_out("x", {"whole": whole}, formula)


def inexact(whole: TokensPerPage) -> TokensPerPage:
    """The half, rounded by the machine."""
    return float(whole) * 0.5  # type: ignore[return-value]


def test_nothing_is_calculated_where_the_wiring_is_wrong() -> None:
    calls: list[str] = []

    def first(whole: TokensPerPage) -> TokensPerPage:
        calls.append("first")
        return whole

    with pytest.raises(FormulaError):
        work_out("x", {"whole": figure("whole", 1)}, first, doubled)
    assert calls == []


# A figure can be shown and nothing else


@pytest.mark.parametrize(
    "action",
    [
        *(operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv, operator.mod, operator.pow),
        *(operator.lt, operator.le, operator.gt, operator.ge),
    ],
)
def test_a_figure_has_no_arithmetic_and_no_order(action: Callable[[Any, Any], Any]) -> None:
    one, other = figure("one", 6), figure("other", 3)
    for left, right in ((one, other), (one, 3), (3, one)):
        with pytest.raises(TypeError):
            action(left, right)


@pytest.mark.parametrize("action", [operator.neg, abs, round, int, float, len, iter, sum, operator.index, bool])
def test_a_number_is_neither_negated_nor_counted_nor_asked(action: Callable[[Any], Any]) -> None:
    with pytest.raises(TypeError):
        action(figure("one", 6))


def test_figures_of_the_same_value_are_not_the_same_figure() -> None:
    assert figure("one", 6) != figure("one", 6)
    assert figure("one", 6) not in [6, Fraction(6)]


def test_a_figure_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        figure("one", 6).value = Fraction(7)  # type: ignore[misc]


def test_a_figure_shows_its_exact_text() -> None:
    assert f"{figure('one', 26386500)}" == "26,386,500"


def test_the_refusal_to_ask_a_number_names_it() -> None:
    with pytest.raises(TypeError, match=r"^page\.tokens is a number; only a yes/no can be asked$"):
        bool(figure("page.tokens", 0))


# Ranges


def brute_force(ranges: Mapping[str, Ends3], count: Callable[..., Number]) -> tuple[Number, Number, Number]:
    """Low, likely and high of a plain function over every corner, without the program's help."""
    ends = [{low, high} for low, _, high in ranges.values()]
    corners = [count(*corner) for corner in product(*ends)]
    likely = count(*(likely for _, likely, _ in ranges.values()))
    return min([likely, *corners]), likely, max([likely, *corners])


def ends_of(one: Figure) -> tuple[Number, Number, Number]:
    return one.low, one.value, one.high


def ranged(most: int, scale: int = 1) -> st.SearchStrategy[Ends3]:
    def ordered(three: tuple[int, int, int]) -> Ends3:
        low, likely, high = sorted(three)
        return Fraction(low, scale), Fraction(likely, scale), Fraction(high, scale)

    return st.tuples(*(st.integers(1, most),) * 3).map(ordered)


@given(ranged(1000), ranged(100, 100))
def test_low_and_high_are_the_least_and_the_greatest_over_every_corner(whole: Ends3, taken: Ends3) -> None:
    given_ones = {"whole": figure("whole", *whole), "taken": figure("taken", *taken, unit=PART)}
    row = work_out("x", given_ones, kept, doubled, most, part)
    ranges = {"whole": whole, "taken": taken}
    assert ends_of(row["kept"]) == brute_force(ranges, lambda w, t: w - w * t)
    assert ends_of(row["doubled"]) == brute_force(ranges, lambda w, t: 2 * w - 2 * w * t)
    assert ends_of(row["part"]) == brute_force(ranges, lambda _, t: 1 - t)
    assert ends_of(row["most"]) == brute_force(ranges, lambda w, t: 2 * w - 2 * w * t > w)


def test_low_is_not_what_all_lows_give() -> None:
    given_ones = {"whole": figure("whole", 90, 100, 110), "taken": figure("taken", "1/10", "2/10", "4/10", unit=PART)}
    one = work_out("x", given_ones, kept)["kept"]
    assert (one.low, one.value, one.high) == (54, 80, 99)


def test_a_figure_knows_which_ends_made_its_low_and_high() -> None:
    given_ones = {"whole": figure("whole", 90, 100, 110), "taken": figure("taken", "1/10", "2/10", "4/10", unit=PART)}
    one = work_out("x", given_ones, kept)["kept"]
    assert one.low_ends == {("whole", "low"), ("taken", "high")}
    assert one.high_ends == {("whole", "high"), ("taken", "low")}
    assert one.ranges == {"whole", "taken"}


def test_what_another_process_is_told_of_a_figure_has_its_ends_and_can_find_them_again() -> None:
    given_ones = {"whole": figure("whole", 90, 100, 110), "taken": figure("taken", "1/10", "2/10", "4/10", unit=PART)}
    one = work_out("x", given_ones, kept)["kept"]
    told = pickle.loads(pickle.dumps(one))
    assert (ends_of(told), told.needs["whole"].value, told.bounds, told.corners) == (ends_of(one), 100, None, {})
    assert [told.at(ends) for ends in (LIKELY, one.low_ends, one.high_ends)] == [80, 54, 99]


@given(ranged(1000), ranged(100, 100))
def test_at_the_ends_that_made_them_a_figure_is_its_low_and_its_high(whole: Ends3, taken: Ends3) -> None:
    given_ones = {"whole": figure("whole", *whole), "taken": figure("taken", *taken, unit=PART)}
    for one in work_out("x", given_ones, kept, doubled, most, part).values():
        assert (one.at(one.low_ends), one.at(LIKELY), one.at(one.high_ends)) == ends_of(one)


def test_a_range_that_is_taken_twice_moves_once() -> None:
    whole = figure("whole", 50, 100, 200)
    one = work_out("x", {"whole": whole, "taken": figure("taken", "1/4", unit=PART)}, kept, part)["part"]
    assert (one.low, one.high) == (Fraction(3, 4), Fraction(3, 4))
    assert one.low_ends == one.high_ends == LIKELY


def test_without_ranges_low_and_high_are_the_value() -> None:
    given_ones = {"whole": figure("whole", 100), "taken": figure("taken", "3/10", unit=PART)}
    one = work_out("x", given_ones, kept)["kept"]
    assert (one.low, one.value, one.high, one.ranges) == (70, 70, 70, frozenset())


@pytest.mark.parametrize(
    ("taken", "likely", "every_corner"),
    [
        (("0.1", "0.2", "0.4"), True, True),
        (("0.1", "0.2", "0.6"), True, False),
        (("0.1", "0.55", "0.6"), False, False),
        (("0.6", "0.7", "0.8"), False, False),
    ],
)
def test_a_yes_is_said_only_where_it_is_true_at_every_corner(
    taken: tuple[str, str, str], likely: bool, every_corner: bool
) -> None:
    given_ones = {"whole": figure("whole", 90, 100, 110), "taken": figure("taken", *taken, unit=PART)}
    one = work_out("x", given_ones, kept, doubled, most)["most"]
    assert one.value is likely
    assert bool(one) is every_corner


def test_a_corner_is_worked_out_once_and_one_that_cannot_be_an_end_not_at_all() -> None:
    corners: list[tuple[Fraction, Fraction]] = []

    def noted(whole: TokensPerPage, taken: Share) -> TokensPerPage:
        """Notes what it was asked."""
        corners.extend([(whole, taken)] if isinstance(whole, Fraction) else [])
        return whole * (1 - taken)

    given_ones = {"whole": figure("whole", 1, 2, 3), "taken": figure("taken", "0.1", "0.2", "0.3", unit=PART)}
    one = work_out("x", given_ones, noted)["noted"]
    asked = {(float(whole), float(taken)) for whole, taken in corners}
    assert {(2, 0.2), (1, 0.3), (3, 0.1)} <= asked
    assert len(corners) == len(asked) == 3
    one.at(one.low_ends)
    one.at(frozenset([("whole", "high"), ("taken", "low")]))
    assert len(corners) == 3


def test_ranges_that_a_figure_does_not_rest_on_leave_it_as_it_is() -> None:
    one = figure("whole", 1, 2, 3)
    assert one.at(frozenset([("other", "low"), ("whole", "high")])) == 3
    assert one.at(frozenset([("other", "low")])) == 2


def test_an_end_that_an_input_does_not_have_is_refused() -> None:
    with pytest.raises(FormulaError, match="whole has no value at"):
        figure("whole", 1, 2, 3).at(frozenset([("whole", "middle")]))


# The sheet as a whole


def test_the_ancestors_of_a_figure_are_all_it_rests_on_and_itself() -> None:
    given_ones = {"whole": figure("whole", 100), "taken": figure("taken", "3/10", unit=PART)}
    row = work_out("x", given_ones, kept, doubled, part)
    assert set(ancestors(row["doubled"])) == {"x.doubled", "x.kept", "whole", "taken"}
    assert set(ancestors(given_ones["whole"])) == {"whole"}
