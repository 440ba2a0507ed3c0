"""An assumption moved, and what moves with it."""

import pytest

from generator.calculation import sensitivity
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(sensitivity), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(sensitivity, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
