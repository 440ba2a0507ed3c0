"""A month's volume over its active time."""

import pytest

from generator.calculation import mean
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(mean), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(mean, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
