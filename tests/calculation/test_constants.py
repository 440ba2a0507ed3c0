"""Constants."""

from fractions import Fraction

import pytest

from generator.calculation import constants
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(constants), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(constants, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected


def test_a_constant_is_an_exact_fraction() -> None:
    assert isinstance(constants.minutes_per_hour(), Fraction)
