"""The volume of a load case in a stage of growth."""

import pytest

from generator.calculation import grown_volume
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(grown_volume), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(grown_volume, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
