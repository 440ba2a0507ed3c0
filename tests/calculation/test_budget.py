"""What is asked for beside the budget."""

import pytest

from generator.calculation import budget
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(budget), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(budget, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
