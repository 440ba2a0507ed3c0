"""Turns whose first finds its prefix as other requests do."""

from fractions import Fraction

from generator.calculation import warm_turns


def test_a_cache_that_always_hits_serves_all_that_it_can_hold() -> None:
    assert warm_turns.cached_input_tokens_of_all_turns(Fraction(460), Fraction(3712), Fraction(1)) == 4172
