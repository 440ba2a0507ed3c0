"""What of a call goes to other vendors."""

import pytest

from generator.calculation import elsewhere
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(elsewhere), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(elsewhere, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
