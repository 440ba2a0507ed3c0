"""The limit of all tokens beside that of uncached tokens."""

from fractions import Fraction

from generator.calculation import limit


def test_nothing_requested_is_within_a_limit_of_nothing() -> None:
    assert not limit.exceeds_default_total(Fraction(0), limit.default_total_tokens_per_minute(Fraction(0), Fraction(3)))
