"""A campaign's active days."""

from fractions import Fraction

import pytest

from generator.calculation import campaign
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(campaign), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(campaign, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected


def test_half_a_week_has_half_its_days() -> None:
    assert campaign.active_days(Fraction(1, 2), Fraction(5)) == Fraction(5, 2)
