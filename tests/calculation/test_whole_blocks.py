"""A prefix where the size of a cache block is known."""

from fractions import Fraction

from generator.calculation import whole_blocks


def test_a_prefix_loses_less_than_a_block() -> None:
    for prefix in range(1000):
        held = whole_blocks.cacheable_tokens(Fraction(prefix), Fraction(128))
        assert held <= prefix < held + 128
        assert held % 128 == 0
