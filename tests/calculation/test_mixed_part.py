"""What a page profile adds to a mean page."""

from fractions import Fraction

from generator.calculation import mixed_part


def test_a_page_profile_that_all_pages_have_is_the_mean_page() -> None:
    assert mixed_part.input_tokens_per_page(Fraction(1), Fraction(6000)) == 6000
