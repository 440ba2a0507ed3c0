"""A prefix whose components are not found alike."""

from fractions import Fraction

import pytest

from generator.calculation import parted_prefix
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(parted_prefix), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(parted_prefix, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected


def test_of_no_component_nothing_is_served() -> None:
    assert parted_prefix.cached_input_tokens(()) == Fraction(0)
