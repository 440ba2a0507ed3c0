"""Turns whose first finds its prefix as other requests do."""

from fractions import Fraction

import pytest

from generator.calculation import warm_turns
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(warm_turns), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(warm_turns, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected


def test_a_cache_that_always_hits_serves_all_that_it_can_hold() -> None:
    assert warm_turns.cached_input_tokens_of_all_turns(Fraction(460), Fraction(3712), Fraction(1)) == 4172
