"""The verbs: the same answer for fractions, for arrays and for quantities with units."""

from fractions import Fraction
from typing import Any

import numpy as np
import pint
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

positive = st.fractions(min_value=Fraction(1, 1000), max_value=10**6, max_denominator=1000)
registry: Any = pint.UnitRegistry(None)
registry.define("page = [page]")
registry.define("token = [token]")


def pages(number: float) -> Any:
    return registry.Quantity(float(number), "page")


def tokens(number: float) -> Any:
    return registry.Quantity(float(number), "token")


def column(*numbers: int) -> tuple[Fraction, ...]:
    return tuple(Fraction(number) for number in numbers)


# Fractions


def test_a_total_is_the_exact_sum_of_a_column() -> None:
    assert total(column(1, 2, 4)) == 7
    assert total((Fraction(1, 10),) * 10) == 1
    assert total(tuple(Fraction(1, one) for one in range(1, 10))) == Fraction(7129, 2520)
    assert total((True, False, Fraction(1, 3)) * 6) == 8


def test_an_empty_column_sums_to_zero() -> None:
    assert total(()) == 0


def test_greatest_and_least_are_of_the_column() -> None:
    assert greatest(column(3, 9, 4)) == 9
    assert least(column(3, 9, 4)) == 3
    assert greatest(column(-3)) == least(column(-3)) == -3


@pytest.mark.parametrize("verb", [greatest, least])
def test_an_empty_column_has_neither_a_greatest_nor_a_least(verb: Any) -> None:
    with pytest.raises(ValueError, match="empty"):
        verb(())


def test_a_share_is_a_part_of_the_whole() -> None:
    assert share(Fraction(12_520), Fraction(20_250)) == Fraction(1252, 2025)


def test_nothing_of_nothing_is_zero() -> None:
    assert share(Fraction(0), Fraction(0)) == 0


def test_something_of_nothing_is_refused() -> None:
    with pytest.raises(ZeroDivisionError):
        share(Fraction(1), Fraction(0))


@pytest.mark.parametrize("step", [1, 5, 10, 25, 50])
def test_a_rate_that_is_exactly_fifty_is_not_rounded(step: int) -> None:
    for rate in (Fraction(80_000) / 30 / 8 / 60 * 9, 5_000 * Fraction("0.07") / 7):
        assert rate == 50
        assert round_up(rate, Fraction(step)) == round_down(rate, Fraction(step)) == 50


@pytest.mark.parametrize(
    ("value", "step", "down", "up"),
    [
        ("1037.88", "50", 1000, 1050),
        ("1050", "50", 1050, 1050),
        ("1050.001", "50", 1050, 1100),
        ("0.001", "1", 0, 1),
        ("0", "50", 0, 0),
        ("7", "2.5", 5, "7.5"),
        ("9750", "128", 9728, 9856),
        ("-3", "2", -4, -2),
    ],
)
def test_rounding_goes_to_the_next_multiple_below_and_above(value: str, step: str, down: int, up: int | str) -> None:
    assert round_down(Fraction(value), Fraction(step)) == down
    assert round_up(Fraction(value), Fraction(step)) == Fraction(up)


@given(positive, positive)
def test_a_rounded_number_is_the_nearest_multiple_that_is_not_beyond(value: Fraction, step: Fraction) -> None:
    down, up = round_down(value, step), round_up(value, step)
    assert down <= value <= up
    assert (down / step).denominator == (up / step).denominator == 1
    assert value - down < step
    assert up - value < step


def test_what_is_below_the_least_counts_as_nothing() -> None:
    assert [none_below(Fraction(value), Fraction(5)) for value in (4, 5, 6)] == [0, 5, 6]


def test_a_series_adds_amounts_that_grow_from_nothing() -> None:
    assert [series(Fraction(10), Fraction(times)) for times in range(5)] == [0, 0, 10, 30, 60]
    assert grown(Fraction(10), Fraction(3)) == 30


def test_what_is_left_over_is_counted_amount_by_amount_and_a_part_of_the_last() -> None:
    ten, nothing = Fraction(10), Fraction(0)
    assert broken(Fraction(14), Fraction(7), Fraction(3), ten, nothing) == 4 + 1 + 8
    assert broken(Fraction(14), Fraction(7), Fraction(5, 2), ten, nothing) == 4 + 1 + 4
    assert broken(Fraction(14), Fraction(7), Fraction(3), ten, Fraction(20)) == 14 + 1 + 8
    assert broken(Fraction(14), Fraction(7), nothing, ten, nothing) == 0


@given(positive, positive)
def test_a_part_of_a_whole_is_its_share(part: Fraction, more: Fraction) -> None:
    assert part_of(part, part + more) == share(part, part + more) < 1
    assert rest(part + more, part) == more


# Arrays


def array(*numbers: float | Fraction) -> Any:
    return np.array([float(number) for number in numbers])


def test_arrays_are_totalled_and_compared_element_by_element() -> None:
    one, other = array(1, 5, 3), array(4, 2, 3)
    assert total((one, other)).tolist() == [5, 7, 6]  # type: ignore[attr-defined]
    assert greatest((one, other)).tolist() == [4, 5, 3]  # type: ignore[attr-defined]
    assert least((one, other)).tolist() == [1, 2, 3]  # type: ignore[attr-defined]


def test_shares_of_arrays_are_element_by_element_and_nothing_of_nothing_is_zero() -> None:
    with np.errstate(all="raise"):
        assert share(array(1, 0, 0), array(4, 0, 5)).tolist() == [0.25, 0, 0]  # type: ignore[attr-defined]


def test_something_of_nothing_in_an_array_is_no_number() -> None:
    with np.errstate(all="raise"), pytest.raises(FloatingPointError):
        share(array(1, 5), array(4, 0))


def test_a_share_of_an_array_in_one_number_is_that_of_each_element() -> None:
    assert share(array(1, 0), 4.0).tolist() == [0.25, 0]  # type: ignore[arg-type, attr-defined]


@given(
    st.integers(0, 10**5), st.sampled_from([Fraction(1), Fraction(50), Fraction(1, 3), Fraction(1, 10), Fraction(128)])
)
def test_an_array_snaps_to_a_multiple_that_binary_numbers_miss(count: int, step: Fraction) -> None:
    exact = count * step
    for near in (float(exact), np.nextafter(float(exact), -np.inf), np.nextafter(float(exact), np.inf)):
        up, down = round_up(array(near), float(step)), round_down(array(near), float(step))  # type: ignore[arg-type]
        assert up[0] == pytest.approx(float(round_up(exact, step)))  # type: ignore[index]
        assert down[0] == pytest.approx(float(round_down(exact, step)))  # type: ignore[index]


@given(st.integers(1, 1000), st.sampled_from([Fraction(1), Fraction(50), Fraction(5, 2)]))
def test_an_array_just_beside_a_multiple_is_rounded_as_a_fraction_is(count: int, step: Fraction) -> None:
    beside = step / 10**8
    for exact in (count * step - beside, count * step + beside):
        up, down = round_up(array(exact), float(step)), round_down(array(exact), float(step))  # type: ignore[arg-type]
        assert up[0] == pytest.approx(float(round_up(exact, step)))  # type: ignore[index]
        assert down[0] == pytest.approx(float(round_down(exact, step)))  # type: ignore[index]


def test_an_array_stays_on_the_fifty_that_binary_numbers_miss() -> None:
    rate = array(5_000) * 0.07 / 7
    assert rate[0] > 50
    assert [round_up(rate, step)[0] for step in (1.0, 50.0)] == [50, 50]  # type: ignore[arg-type, index]


def test_an_array_of_times_leaves_over_what_each_of_its_elements_does() -> None:
    found: Any = broken(array(14, 14, 14), array(7, 7, 0), array(3, 2.5, 0), array(10, 10, 10), array(0, 20, 0))
    assert found.tolist() == [13, 14 + 1 + 4, 0]
    assert none_below(array(4, 5), 5.0).tolist() == [0, 5]  # type: ignore[arg-type, attr-defined]


def test_an_array_of_steps_rounds_each_element_by_its_own() -> None:
    assert round_up(array(7, 7, 7), array(2, 5, 7)).tolist() == [8, 10, 7]  # type: ignore[attr-defined]


# Quantities


def test_quantities_keep_their_unit() -> None:
    assert total((pages(1), pages(2))) == pages(3)
    assert greatest((pages(1), pages(2))) == pages(2)
    assert least((pages(1), pages(2))) == pages(1)
    assert round_up(pages(1037.9), pages(50)) == pages(1050)
    assert round_down(pages(1037.9), pages(50)) == pages(1000)
    assert share(tokens(6), pages(2)).units == registry.token / registry.page  # type: ignore[attr-defined]
    assert share(pages(1), pages(4)).dimensionless  # type: ignore[attr-defined]


@pytest.mark.parametrize("verb", [round_up, round_down])
def test_a_step_of_another_unit_is_no_step(verb: Any) -> None:
    with pytest.raises((pint.DimensionalityError, ValueError)):
        verb(pages(7), tokens(2))


@pytest.mark.parametrize("verb", [total, greatest, least])
def test_a_column_of_different_units_is_no_column(verb: Any) -> None:
    with pytest.raises(pint.DimensionalityError):
        verb((pages(7), tokens(2)))
