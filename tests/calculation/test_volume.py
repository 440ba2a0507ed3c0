"""A month's volume."""

from fractions import Fraction

from generator.calculation import volume


def test_a_month_is_as_many_pages_as_are_generated() -> None:
    one, million = Fraction(1), Fraction(1_000_000)
    for formula in (volume.requests_per_month, volume.input_tokens_per_month, volume.output_tokens_per_month):
        assert formula(million, Fraction(7)) == million * formula(one, Fraction(7)) == 7_000_000
