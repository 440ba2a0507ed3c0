"""A day by its hours."""

import pytest

from generator.calculation import day_profile
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(day_profile), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(day_profile, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
