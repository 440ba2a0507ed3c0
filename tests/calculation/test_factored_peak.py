"""A peak that is so many times the mean."""

from fractions import Fraction

import pytest

from generator.calculation import factored_peak, peak_factor
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(factored_peak), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(factored_peak, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected


def test_the_factor_of_a_peak_is_found_again_in_it() -> None:
    at_peak = factored_peak.peak_pages_per_minute(Fraction(48), Fraction(7, 2))
    assert peak_factor.peak_factor(at_peak, Fraction(48)) == Fraction(7, 2)
