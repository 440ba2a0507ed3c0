"""A load case beside its headline case in all that is counted."""

import pytest

from generator.calculation import largest_share
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(largest_share), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(largest_share, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
