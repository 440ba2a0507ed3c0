"""Models of the same reservation together."""

from fractions import Fraction

import pytest

from generator.calculation import group_share
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(group_share), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(group_share, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected


def test_the_shares_of_all_models_make_the_whole() -> None:
    assert group_share.share_of_tokens((Fraction(1, 3), Fraction(1, 3), Fraction(1, 3))) == 1
