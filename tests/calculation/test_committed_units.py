"""Units that are paid for several months."""

import pytest

from generator.calculation import committed_units
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(committed_units), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(committed_units, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
