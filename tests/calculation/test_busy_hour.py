"""The busiest hour of UTC."""

import pytest

from generator.calculation import busy_hour
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(busy_hour), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(busy_hour, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
