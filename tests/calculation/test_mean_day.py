"""A day of a load case whose mean is known."""

import pytest

from generator.calculation import mean_day
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(mean_day), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(mean_day, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
