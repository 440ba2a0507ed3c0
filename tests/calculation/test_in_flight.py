"""Pages under way at once."""

from fractions import Fraction

import pytest

from generator.calculation import in_flight
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(in_flight), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(in_flight, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected


def test_as_many_are_under_way_as_begin_while_one_of_them_takes_its_time() -> None:
    rate = in_flight.sustained_pages_per_minute(Fraction(75), Fraction(30), Fraction(60))
    assert rate * Fraction(30, 60) == 75
