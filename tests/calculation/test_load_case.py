"""A load case's rate and its step."""

from fractions import Fraction

import pytest

from generator.calculation import load_case
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(load_case), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(load_case, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected


def test_a_rate_is_rounded_up_by_less_than_a_step() -> None:
    for tenths in range(1, 2000):
        rate = Fraction(tenths, 10)
        assert rate <= load_case.pages_per_minute(rate, Fraction(50)) < rate + 50


def test_a_rate_that_binary_numbers_miss_stays_on_its_multiple() -> None:
    rate = Fraction(80_000) / 30 / 8 / 60 * 9
    assert load_case.pages_per_minute(rate, Fraction(1)) == load_case.pages_per_minute(rate, Fraction(50)) == 50
