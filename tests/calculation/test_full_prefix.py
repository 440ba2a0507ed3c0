"""A prefix while the size of a cache block is unknown."""

from fractions import Fraction

from generator.calculation import full_prefix


def test_a_single_token_counts() -> None:
    assert full_prefix.cacheable_tokens(Fraction(1)) == 1
