"""A load case in a stage of growth."""

import pytest

from generator.calculation import grown
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(grown), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(grown, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
