"""The limit of all tokens beside that of uncached tokens."""

from fractions import Fraction

import pytest

from generator.calculation import limit
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(limit), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(limit, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected


def test_nothing_requested_is_within_a_limit_of_nothing() -> None:
    assert not limit.exceeds_default_total(Fraction(0), limit.default_total_tokens_per_minute(Fraction(0), Fraction(3)))
