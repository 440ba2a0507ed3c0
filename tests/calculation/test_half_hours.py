"""An hour of UTC where clocks are half an hour off."""

import pytest

from generator.calculation import half_hours
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(half_hours), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(half_hours, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
