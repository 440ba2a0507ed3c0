"""What a page costs that is no token."""

import pytest

from generator.calculation import work_cost
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(work_cost), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(work_cost, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
