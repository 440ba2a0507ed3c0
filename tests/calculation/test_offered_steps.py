"""A limit as it is sold."""

import pytest

from generator.calculation import offered_steps
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(offered_steps), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(offered_steps, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
