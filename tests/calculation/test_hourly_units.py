"""A month of units that are paid by the hour."""

import pytest

from generator.calculation import hourly_units
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(hourly_units), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(hourly_units, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
