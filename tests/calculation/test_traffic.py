"""A scenario's sustained traffic."""

from fractions import Fraction

from generator.calculation import traffic


def test_the_rate_of_all_sites_is_that_of_a_site_times_the_sites() -> None:
    per_site, sites, minutes = Fraction(100_000), Fraction(10), Fraction(21_120)
    alone = traffic.sustained_pages_per_minute_per_site(per_site, minutes)
    assert traffic.sustained_pages_per_minute(traffic.pages(per_site, sites), minutes) == alone * sites


def test_a_rate_lasts_exactly_as_long_as_its_active_minutes() -> None:
    minutes = traffic.active_minutes(Fraction(30), Fraction(8), Fraction(60))
    rate = traffic.sustained_pages_per_minute_per_site(Fraction(80_000), minutes)
    assert rate * minutes == 80_000
