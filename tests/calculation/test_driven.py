"""A chain of drivers."""

from fractions import Fraction

import pytest

from generator.calculation import driven
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(driven), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(driven, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected


def test_the_order_of_drivers_changes_the_steps_and_not_what_they_come_to() -> None:
    users, share, each = Fraction(12_000), Fraction(1, 4), Fraction(6, 5)
    there = driven.pages(driven.so_far(users, share), each)
    back = driven.pages(driven.so_far(each, share), users)
    assert there == back == 3600
