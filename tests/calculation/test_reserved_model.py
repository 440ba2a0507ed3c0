"""What is reserved for a model."""

import pytest

from generator.calculation import reserved_model
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(reserved_model), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(reserved_model, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
