"""A step on the way to the whole request."""

import pytest

from generator.calculation import ramp
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(ramp), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(ramp, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
