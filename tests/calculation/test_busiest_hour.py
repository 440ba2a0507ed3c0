"""A peak that lasts an hour."""

from fractions import Fraction

import pytest

from generator.calculation import busiest_hour, peak_of_hour
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(busiest_hour), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(busiest_hour, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected


def test_an_hour_like_all_others_of_a_day_is_the_mean_of_that_day() -> None:
    day = Fraction(24_000)
    hour = busiest_hour.pages_in_busiest_hour(day, Fraction(1, 24))
    assert peak_of_hour.peak_pages_per_minute(hour, Fraction(60)) == day / (24 * 60)
