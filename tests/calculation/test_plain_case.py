"""A load case without a step."""

from fractions import Fraction

from generator.calculation import plain_case


def test_a_fraction_of_a_page_stays_a_fraction() -> None:
    assert plain_case.pages_per_minute(Fraction(125, 108)) == Fraction(125, 108)
