"""A prefix where the size of a cache block is known."""

from fractions import Fraction

import pytest

from generator.calculation import whole_blocks
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(whole_blocks), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(whole_blocks, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected


def test_a_prefix_loses_less_than_a_block() -> None:
    for prefix in range(1000):
        held = whole_blocks.cacheable_tokens(Fraction(prefix), Fraction(128))
        assert held <= prefix < held + 128
        assert held % 128 == 0
