"""How much of the request a month uses."""

import pytest

from generator.calculation import use
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(use), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(use, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
