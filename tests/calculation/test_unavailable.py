"""What is asked of models that left the catalogue."""

import pytest

from generator.calculation import unavailable
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(unavailable), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(unavailable, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
