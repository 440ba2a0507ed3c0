"""A phase of query reuse."""

from fractions import Fraction

import pytest

from generator.calculation import phase
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(phase), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(phase, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected


def test_reuse_of_every_answer_leaves_nothing() -> None:
    assert phase.net_uncached_share_of_tokens(Fraction(1, 2), Fraction(1)) == 0


def test_without_reuse_the_prefix_cache_alone_counts() -> None:
    assert phase.net_uncached_share_of_tokens(Fraction(1, 2), Fraction(0)) == Fraction(1, 2)
