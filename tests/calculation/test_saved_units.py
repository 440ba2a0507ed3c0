"""What a saving is worth in units."""

import pytest

from generator.calculation import saved_units
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(saved_units), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(saved_units, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
