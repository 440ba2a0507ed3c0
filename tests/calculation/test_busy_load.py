"""An hour and a day of a load case, of a model."""

import pytest

from generator.calculation import busy_load
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(busy_load), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(busy_load, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
