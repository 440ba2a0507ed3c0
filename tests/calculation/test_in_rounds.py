"""What is active at once, in rounds."""

import pytest

from generator.calculation import in_rounds
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(in_rounds), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(in_rounds, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
