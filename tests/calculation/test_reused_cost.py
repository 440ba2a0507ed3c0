"""The cost of a page where some are served again."""

import pytest

from generator.calculation import reused_cost
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(reused_cost), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(reused_cost, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
