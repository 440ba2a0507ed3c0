"""A prefix while the size of a cache block is unknown."""

from fractions import Fraction

import pytest

from generator.calculation import full_prefix
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(full_prefix), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(full_prefix, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected


def test_a_single_token_counts() -> None:
    assert full_prefix.cacheable_tokens(Fraction(1)) == 1
