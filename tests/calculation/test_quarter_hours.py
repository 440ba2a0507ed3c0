"""An hour of UTC where clocks are a quarter of an hour short of the next hour."""

import pytest

from generator.calculation import quarter_hours
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(quarter_hours), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(quarter_hours, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
