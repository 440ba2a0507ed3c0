"""A site's peak."""

from fractions import Fraction

from generator.calculation import peak


def test_a_site_that_generates_every_page_generates_what_is_viewed() -> None:
    assert peak.peak_pages_per_minute_per_site(Fraction(48), Fraction(1)) == 48
