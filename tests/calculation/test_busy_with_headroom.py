"""An hour and a day of what is asked for, of a model, with headroom."""

import pytest

from generator.calculation import busy_with_headroom
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(busy_with_headroom), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(busy_with_headroom, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
