"""A month with units where they are sold."""

import pytest

from generator.calculation import reserved_cost
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(reserved_cost), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(reserved_cost, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
