"""A month of a rate."""

import pytest

from generator.calculation import monthly
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(monthly), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(monthly, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
