"""A unit that is stated by the second."""

import pytest

from generator.calculation import unit_of_a_second
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(unit_of_a_second), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(unit_of_a_second, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
