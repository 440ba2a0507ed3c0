"""Grid lines."""

import pytest

from generator.calculation import grid_line
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(grid_line), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(grid_line, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
