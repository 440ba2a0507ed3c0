"""What a page costs of a model, whatever it is paid by."""

import pytest

from generator.calculation import cost_of_kinds
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(cost_of_kinds), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(cost_of_kinds, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
