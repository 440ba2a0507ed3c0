"""Values come as often as the shape of their range has it: by closed forms."""

import numpy as np
import pytest

from generator.chances.shapes import KINDS, Shape, normal, together, values
from generator.chances.sobol import points

SHARES = np.array([0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99])


def test_a_uniform_range_is_straight() -> None:
    assert values(Shape(100, 150, 300, "uniform"), SHARES) == pytest.approx(100 + 200 * SHARES)


@pytest.mark.parametrize("likely", [0.0, 0.3, 1.0])
def test_a_triangle_has_below_a_value_what_its_area_is(likely: float) -> None:
    found = values(Shape(0, likely, 1, "triangular"), SHARES)
    below = np.where(found <= likely, found**2 / (likely or 1), 1 - (1 - found) ** 2 / ((1 - likely) or 1))
    assert below == pytest.approx(SHARES)


def test_pert_is_a_beta_of_which_likely_weighs_four_times_an_end() -> None:
    assert values(Shape(0, 0, 1), SHARES) == pytest.approx(1 - (1 - SHARES) ** 0.2, abs=1e-6)
    middle = values(Shape(0, 0.5, 1), SHARES)
    assert 10 * middle**3 - 15 * middle**4 + 6 * middle**5 == pytest.approx(SHARES, abs=1e-6)
    evenly = (np.arange(20_000) + 0.5) / 20_000
    assert values(Shape(2, 3, 10), evenly).mean() == pytest.approx((2 + 4 * 3 + 10) / 6, abs=1e-4)


@pytest.mark.parametrize("kind", ["pert", "p10_p90", "percentiles"])
def test_in_whatever_order_shares_come_each_has_the_value_that_it_has_alone(kind: str) -> None:
    shape, shares = Shape(2, 3, 10, kind, [(0.5, 3.0)]), points(64, 1, 7)[:, 0]
    assert values(shape, shares).tolist() == [values(shape, np.array([one]))[0] for one in shares]
    assert normal(shares.reshape(8, 8)).ravel().tolist() == normal(shares).tolist()


def test_a_range_from_tenth_to_tenth_has_its_three_values_as_quantiles_and_is_normal_in_the_middle() -> None:
    three = np.array([0.1, 0.5, 0.9])
    assert values(Shape(100, 120, 200, "p10_p90"), three) == pytest.approx([100, 120, 200], abs=1e-3)
    assert values(Shape(90, 100, 110, "p10_p90"), SHARES) == pytest.approx(100 + 10 * normal(SHARES) / 1.2815516)
    tails = np.array([1e-7, 1 - 1e-7])
    assert values(Shape(0.01, 0.5, 0.9, "p10_p90", most=1.0), tails) == pytest.approx([0, 1]), "a share stays one"


def test_weights_are_as_frequent_as_they_weigh_whatever_their_scale() -> None:
    evenly = (np.arange(1000) + 0.5) / 1000
    found = values(Shape(1, 1, 9, "weights", [(1, 6), (9, 3), (4, 1)]), evenly)
    assert {one: int((found == one).sum()) for one in (1, 9, 4)} == {1: 600, 9: 300, 4: 100}


def test_percentiles_are_met_and_straight_in_between() -> None:
    shape = Shape(0, 5, 20, "percentiles", [(0.5, 4), (0.9, 10)])
    assert values(shape, np.array([0.25, 0.5, 0.7, 0.9, 0.95])) == pytest.approx([2, 4, 7, 10, 15])


@pytest.mark.parametrize("kind", ["uniform", "triangular", "pert"])
def test_whole_numbers_alone_come_of_what_has_no_parts_and_each_has_its_room(kind: str) -> None:
    evenly = (np.arange(9000) + 0.5) / 9000
    found = values(Shape(1, 2, 3, kind, whole=True), evenly)
    assert set(found) == {1, 2, 3}
    assert (found == 1).sum() == (found == 3).sum() <= 3000
    assert kind != "uniform" or (found == 2).sum() == 3000


def test_every_kind_stays_between_the_ends_but_one_whose_ends_are_tenths() -> None:
    evenly = (np.arange(1000) + 0.5) / 1000
    for kind in set(KINDS) - {"p10_p90"}:
        found = values(Shape(1, 2, 4, kind, [(1, 0.5), (4, 0.5)] if kind == "weights" else [(0.5, 2)]), evenly)
        assert 1 <= found.min() <= found.max() <= 4, kind
    beyond = values(Shape(1, 2, 4, "p10_p90"), evenly)
    assert (beyond < 1).sum() == (beyond > 4).sum() == 100


def test_shares_that_go_together_do_so_as_far_as_is_stated_and_are_as_even_as_before() -> None:
    drawn = points(2**14, 4, 1)
    own, common = drawn[:, 1:], drawn[:, 0]
    assert together(own, common, 0.0) is own
    for correlation in (0.3, 0.9):
        mixed = together(own, common, correlation)
        assert np.corrcoef(normal(mixed).T)[0, 1] == pytest.approx(correlation, abs=0.01)
        assert np.sort(mixed[:, 0]) == pytest.approx((np.arange(2**14) + 0.5) / 2**14, abs=0.02)
    same = together(own, common, 1.0)
    assert np.ptp(same, axis=1).max() == pytest.approx(0)
