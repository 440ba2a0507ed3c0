"""A scenario's sustained traffic."""

from fractions import Fraction

import pytest

from generator.calculation import traffic
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(traffic), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(traffic, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected


def test_the_rate_of_all_sites_is_that_of_a_site_times_the_sites() -> None:
    per_site, sites, minutes = Fraction(100_000), Fraction(10), Fraction(21_120)
    alone = traffic.sustained_pages_per_minute_per_site(per_site, minutes)
    assert traffic.sustained_pages_per_minute(traffic.pages(per_site, sites), minutes) == alone * sites


def test_a_rate_lasts_exactly_as_long_as_its_active_minutes() -> None:
    minutes = traffic.active_minutes(Fraction(30), Fraction(8), Fraction(60))
    rate = traffic.sustained_pages_per_minute_per_site(Fraction(80_000), minutes)
    assert rate * minutes == 80_000
