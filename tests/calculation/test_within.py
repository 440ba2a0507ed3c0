"""Hours within which pages are to be done."""

import pytest

from generator.calculation import within
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(within), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(within, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
