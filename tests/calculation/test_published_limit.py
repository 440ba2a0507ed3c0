"""The request beside a published limit."""

import pytest

from generator.calculation import published_limit
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(published_limit), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(published_limit, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
