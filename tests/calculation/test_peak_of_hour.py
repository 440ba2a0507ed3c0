"""A peak that is the mean of its hour."""

import pytest

from generator.calculation import peak_of_hour
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(peak_of_hour), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(peak_of_hour, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
