"""A load case's rate and its step."""

from fractions import Fraction

from generator.calculation import load_case


def test_a_rate_is_rounded_up_by_less_than_a_step() -> None:
    for tenths in range(1, 2000):
        rate = Fraction(tenths, 10)
        assert rate <= load_case.pages_per_minute(rate, Fraction(50)) < rate + 50


def test_a_rate_that_binary_numbers_miss_stays_on_its_multiple() -> None:
    rate = Fraction(80_000) / 30 / 8 / 60 * 9
    assert load_case.pages_per_minute(rate, Fraction(1)) == load_case.pages_per_minute(rate, Fraction(50)) == 50
