"""The cost of a page of a model that charges for cache writes."""

import pytest

from generator.calculation import page_cost_with_writes
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(page_cost_with_writes), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(page_cost_with_writes, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
