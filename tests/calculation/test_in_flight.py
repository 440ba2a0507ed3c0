"""Pages under way at once."""

from fractions import Fraction

from generator.calculation import in_flight


def test_as_many_are_under_way_as_begin_while_one_of_them_takes_its_time() -> None:
    rate = in_flight.sustained_pages_per_minute(Fraction(75), Fraction(30), Fraction(60))
    assert rate * Fraction(30, 60) == 75
