"""How far what was measured is from what is stated, and how far the request would move with it."""

import pytest

from generator.calculation import drift
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(drift), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(drift, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
