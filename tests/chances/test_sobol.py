"""Points are spread evenly in every dimension and in pairs, and are the same for the same seed."""

import numpy as np
import pytest

from generator.chances.sobol import DIRECTIONS, points


@pytest.mark.parametrize("seed", [0, 7, 2026])
def test_each_of_equal_parts_of_each_dimension_has_one_point_of_as_many(seed: int) -> None:
    for dimension, column in enumerate(points(1024, 50, seed).T):
        assert sorted(np.floor(column * 1024)) == [*range(1024)], dimension


def test_each_part_of_the_first_two_dimensions_has_one_point_however_long_or_wide_it_is() -> None:
    first, second = points(256, 2, 7).T
    for power in range(9):
        cells = set(zip(np.floor(first * 2**power), np.floor(second * 2 ** (8 - power)), strict=True))
        assert len(cells) == 256, power


def test_no_two_dimensions_go_together_beyond_those_of_the_directions_either() -> None:
    together = np.corrcoef(points(2**14, 2 * len(DIRECTIONS) + 5, 3).T) - np.eye(2 * len(DIRECTIONS) + 5)
    assert abs(together).max() < 0.05


def test_directions_are_odd_and_below_their_power() -> None:
    for _, first in DIRECTIONS:
        assert all(one % 2 and one < 2 ** (at + 1) for at, one in enumerate(first))


def test_the_same_seed_gives_the_same_and_another_gives_others_as_even() -> None:
    assert (points(1000, 3, 5) == points(1000, 3, 5)).all()
    assert (points(1000, 3, 5) == points(4000, 3, 5)[:1000]).all(), "more draws begin with the same"
    assert not (points(1000, 3, 5) == points(1000, 3, 6)).any()
    assert points(1000, 3, 6).mean(axis=0) == pytest.approx([0.5] * 3, abs=0.005)


def test_the_first_points_are_these_on_every_machine() -> None:
    assert [round(one * 2**32 - 0.5) for one in points(3, 2, 2026).ravel()] == FIRST


FIRST = [3551201716, 3635417564, 194015604, 118549463, 2911256042, 1415545163]
"""Worked out on x86-64 with NumPy 2.4; whole numbers alone make them."""
