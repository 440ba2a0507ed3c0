"""A month's volume."""

from fractions import Fraction

import pytest

from generator.calculation import volume
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(volume), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(volume, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected


def test_a_month_is_as_many_pages_as_are_generated() -> None:
    one, million = Fraction(1), Fraction(1_000_000)
    for formula in (volume.requests_per_month, volume.input_tokens_per_month, volume.output_tokens_per_month):
        assert formula(million, Fraction(7)) == million * formula(one, Fraction(7)) == 7_000_000
