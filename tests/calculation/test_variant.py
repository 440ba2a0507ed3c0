"""A variant beside the request."""

import pytest

from generator.calculation import variant
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(variant), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(variant, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
