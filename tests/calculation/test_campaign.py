"""A campaign's active days."""

from fractions import Fraction

from generator.calculation import campaign


def test_half_a_week_has_half_its_days() -> None:
    assert campaign.active_days(Fraction(1, 2), Fraction(5)) == Fraction(5, 2)
