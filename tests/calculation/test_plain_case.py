"""A load case without a step."""

from fractions import Fraction

import pytest

from generator.calculation import plain_case
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(plain_case), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(plain_case, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected


def test_a_fraction_of_a_page_stays_a_fraction() -> None:
    assert plain_case.pages_per_minute(Fraction(125, 108)) == Fraction(125, 108)
