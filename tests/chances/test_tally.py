"""What was drawn is told with no digit that so many draws cannot tell, and never as none or all where it is not."""

from fractions import Fraction

import numpy as np
import pytest

from generator.chances import tally

EVENLY = (np.arange(100_000) + 0.5) / 100_000


def test_a_quantile_has_as_many_digits_as_draws_can_tell() -> None:
    assert tally.quantile(EVENLY * 1000, 0.5) == 500
    assert tally.quantile(EVENLY * 1000, 0.95) == 950
    assert tally.quantile(EVENLY[::1000] * 1000, 0.95) == 900 or tally.quantile(EVENLY[::1000] * 1000, 0.95) == 1000
    assert tally.quantile(np.full(10, 1537.9), 0.9) == 1540
    assert tally.quantile(np.full(10, 1531.9), 0.9, up=True) == 1540, "what is to be asked for is never less"
    assert tally.quantile(np.full(10, 1530.0), 0.9, up=True) == 1530


@pytest.mark.parametrize("draws", [1, 2, 10, 16_384, 100_000])
def test_a_quantile_needs_what_was_drawn_in_order_only_around_itself(draws: int) -> None:
    drawn, shares = np.random.default_rng(1).gamma(2.0, 1000.0, draws), [0.5, 0.99, 0.999]
    for share in shares:
        for up in (False, True):
            expected = tally.quantile(np.sort(drawn), share, up)
            assert tally.quantile(tally.in_place(drawn, shares), share, up) == expected


@pytest.mark.parametrize(
    "values",
    [
        np.random.default_rng(2).standard_cauchy(10_000),
        np.random.default_rng(3).integers(-5, 5, 10_000) * 1.0,
        EVENLY[::-1],
        np.full(9, 7.0),
    ],
    ids=["far apart", "many alike", "falling", "all alike"],
)
def test_the_order_in_which_values_rise_leaves_what_is_alike_in_its_own(values: np.ndarray) -> None:
    assert (tally.rising(values) == np.argsort(values, kind="stable")).all()


def test_a_chance_is_none_or_all_only_where_it_is() -> None:
    assert tally.chance(EVENLY < 0.3137) == Fraction(31, 100)
    assert tally.chance(EVENLY < 2) == 1
    assert tally.chance(EVENLY > 2) == 0
    assert tally.chance(EVENLY < 2e-5) == Fraction(2, 100_000)
    assert tally.chance(EVENLY < 1 - 2e-5) == 1 - Fraction(2, 100_000)


@pytest.mark.parametrize(
    ("value", "error", "told"),
    [(7265.3, 0, 7270), (7265.3, 30, 7300), (0.0123456, 0.0001, Fraction(123, 10_000)), (-7265.3, 0, -7270), (0, 5, 0)],
)
def test_a_number_is_rounded_to_three_digits_or_to_its_error(value: float, error: float, told: Fraction) -> None:
    assert tally.rounded(value, error) == told


def test_what_is_half_way_but_for_the_last_digit_of_a_machine_is_told_alike() -> None:
    assert {tally.rounded(value, 0) for value in (1005.0, np.nextafter(1005, 0), np.nextafter(1005, 2000))} == {1010}
    assert {tally.rounded(value, 0, up=True) for value in (1010.0, np.nextafter(1010, 2000))} == {1010}


def test_what_is_above_by_a_machines_last_digit_is_not_above() -> None:
    assert tally.above(np.array([100 * (1 + 1e-12), 100.001, 99]), 100.0).tolist() == [False, True, False]


def explained(given: np.ndarray, found: np.ndarray) -> float:
    return tally.first_order(tally.bins(given), found)


def test_an_input_explains_its_part_of_the_variance_of_a_sum() -> None:
    other = np.roll(EVENLY.reshape(250, 400).T.ravel(), 1)
    assert abs(np.corrcoef(EVENLY, other)[0, 1]) < 0.01
    found = 3 * EVENLY + 4 * other
    assert explained(EVENLY, found) == pytest.approx(9 / 25, abs=0.01)
    assert explained(other, found) == pytest.approx(16 / 25, abs=0.01)
    assert explained(np.floor(EVENLY * 2), EVENLY) == pytest.approx(3 / 4, abs=0.01), "of two values"
    assert explained(EVENLY, np.ones(len(EVENLY))) == 0


def test_a_bin_has_the_draws_of_one_of_few_values_or_else_as_many_as_any_other() -> None:
    first = np.zeros(100_000)
    first[-1] = 7
    assert np.bincount(tally.bins(first)).tolist() == [99_999, 1], "of a value that only the last draw has"
    assert np.bincount(tally.bins(np.round(EVENLY * 63))).size == tally.BINS
    assert set(np.bincount(tally.bins(EVENLY[::-1]))) == {1562, 1563}
