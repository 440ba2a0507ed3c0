"""A peak that is so many times the mean."""

from fractions import Fraction

from generator.calculation import factored_peak, peak_factor


def test_the_factor_of_a_peak_is_found_again_in_it() -> None:
    at_peak = factored_peak.peak_pages_per_minute(Fraction(48), Fraction(7, 2))
    assert peak_factor.peak_factor(at_peak, Fraction(48)) == Fraction(7, 2)
