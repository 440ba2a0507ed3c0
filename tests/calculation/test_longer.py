"""The request over a second, an hour and a day."""

import pytest

from generator.calculation import longer
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(longer), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(longer, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
