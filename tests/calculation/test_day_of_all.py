"""A day of all regions."""

import pytest

from generator.calculation import day_of_all
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(day_of_all), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(day_of_all, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
