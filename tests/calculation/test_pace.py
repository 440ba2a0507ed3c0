"""A load case beside the sustained rate of its sites."""

import pytest

from generator.calculation import pace
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(pace), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(pace, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
