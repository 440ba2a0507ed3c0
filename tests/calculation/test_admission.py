"""What a load case is admitted on."""

import pytest

from generator.calculation import admission
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(admission), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(admission, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
