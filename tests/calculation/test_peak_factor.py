"""A peak beside the mean."""

import pytest

from generator.calculation import peak_factor
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(peak_factor), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(peak_factor, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
