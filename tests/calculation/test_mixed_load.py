"""Some sites at their peak, the others at their sustained rate."""

from fractions import Fraction

from generator.calculation import mixed_load


def test_three_sites_at_their_peak_leave_seven() -> None:
    assert mixed_load.sites_at_sustained_rate(Fraction(10), Fraction(3)) == 7


def test_every_site_is_counted_once() -> None:
    same = Fraction(12)
    assert mixed_load.unrounded_pages_per_minute(Fraction(2), same, Fraction(8), same) == 10 * same


def test_the_original_rates_add_up_to_what_it_says() -> None:
    rate = mixed_load.unrounded_pages_per_minute(Fraction(2), Fraction(500), Fraction(8), Fraction("5.8"))
    assert rate == Fraction("1046.4")
