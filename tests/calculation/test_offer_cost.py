"""What an offer costs a month."""

import pytest

from generator.calculation import offer_cost
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(offer_cost), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(offer_cost, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
