"""A peak that lasts an hour."""

from fractions import Fraction

from generator.calculation import busiest_hour, peak_of_hour


def test_an_hour_like_all_others_of_a_day_is_the_mean_of_that_day() -> None:
    day = Fraction(24_000)
    hour = busiest_hour.pages_in_busiest_hour(day, Fraction(1, 24))
    assert peak_of_hour.peak_pages_per_minute(hour, Fraction(60)) == day / (24 * 60)
