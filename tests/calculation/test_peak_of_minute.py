"""A peak within its hour."""

import pytest

from generator.calculation import peak_of_minute
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(peak_of_minute), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(peak_of_minute, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
