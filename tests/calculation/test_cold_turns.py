"""Turns whose first finds nothing."""

from fractions import Fraction

from generator.calculation import cold_turns


def test_a_cache_that_is_never_hit_serves_nothing() -> None:
    assert cold_turns.cached_input_tokens_of_all_turns(Fraction(3712), Fraction(0)) == 0
