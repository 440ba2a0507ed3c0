"""A call beside the others on a page."""

from fractions import Fraction

import pytest

from generator.calculation import call_share
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(call_share), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(call_share, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected


def test_a_call_dominates_only_above_the_threshold() -> None:
    half = Fraction(1, 2)
    assert [
        call_share.dominates_input(half + step, half) for step in (Fraction(-1, 99), Fraction(0), Fraction(1, 99))
    ] == [
        False,
        False,
        True,
    ]
