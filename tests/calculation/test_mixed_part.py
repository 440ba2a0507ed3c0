"""What a page profile adds to a mean page."""

from fractions import Fraction

import pytest

from generator.calculation import mixed_part
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(mixed_part), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(mixed_part, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected


def test_a_page_profile_that_all_pages_have_is_the_mean_page() -> None:
    assert mixed_part.input_tokens_per_page(Fraction(1), Fraction(6000)) == 6000
