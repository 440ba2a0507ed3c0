"""A phase of query reuse."""

from fractions import Fraction

from generator.calculation import phase


def test_reuse_of_every_answer_leaves_nothing() -> None:
    assert phase.net_uncached_share_of_tokens(Fraction(1, 2), Fraction(1)) == 0


def test_without_reuse_the_prefix_cache_alone_counts() -> None:
    assert phase.net_uncached_share_of_tokens(Fraction(1, 2), Fraction(0)) == Fraction(1, 2)
