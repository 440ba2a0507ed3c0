"""The use of a month at the prices of an offer."""

import pytest

from generator.calculation import offer_month
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(offer_month), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(offer_month, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
