"""All sites at the same rate."""

from fractions import Fraction

import pytest

from generator.calculation import even_load
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(even_load), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(even_load, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected


def test_thirds_of_a_page_add_up_exactly() -> None:
    assert even_load.unrounded_pages_per_minute(Fraction(3), Fraction(1, 3)) == 1
