"""The request with its headroom."""

import pytest

from generator.calculation import headroom
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(headroom), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(headroom, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
