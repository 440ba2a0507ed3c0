"""Constants."""

from fractions import Fraction

from generator.calculation import constants


def test_a_constant_is_an_exact_fraction() -> None:
    assert isinstance(constants.minutes_per_hour(), Fraction)
