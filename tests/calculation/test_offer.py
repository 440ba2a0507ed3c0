"""An offer as a whole."""

import pytest

from generator.calculation import offer
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(offer), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(offer, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
