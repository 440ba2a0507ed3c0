"""Turns whose first finds nothing."""

from fractions import Fraction

import pytest

from generator.calculation import cold_turns
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(cold_turns), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(cold_turns, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected


def test_a_cache_that_is_never_hit_serves_nothing() -> None:
    assert cold_turns.cached_input_tokens_of_all_turns(Fraction(3712), Fraction(0)) == 0
