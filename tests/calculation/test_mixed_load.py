"""Some sites at their peak, the others at their sustained rate."""

from fractions import Fraction

import pytest

from generator.calculation import mixed_load
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(mixed_load), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(mixed_load, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected


def test_three_sites_at_their_peak_leave_seven() -> None:
    assert mixed_load.sites_at_sustained_rate(Fraction(10), Fraction(3)) == 7


def test_every_site_is_counted_once() -> None:
    same = Fraction(12)
    assert mixed_load.unrounded_pages_per_minute(Fraction(2), same, Fraction(8), same) == 10 * same


def test_the_original_rates_add_up_to_what_it_says() -> None:
    rate = mixed_load.unrounded_pages_per_minute(Fraction(2), Fraction(500), Fraction(8), Fraction("5.8"))
    assert rate == Fraction("1046.4")
