"""Requests that are sent once more."""

from fractions import Fraction

import pytest

from generator.calculation import retries
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(retries), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(retries, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected


def test_where_all_fail_once_everything_is_sent_twice() -> None:
    assert retries.requests_with_retries_per_page(Fraction(3), Fraction(1)) == 6
