"""All sites at the same rate."""

from fractions import Fraction

from generator.calculation import even_load


def test_thirds_of_a_page_add_up_exactly() -> None:
    assert even_load.unrounded_pages_per_minute(Fraction(3), Fraction(1, 3)) == 1
