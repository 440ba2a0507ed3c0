"""A model beside the others on a page."""

from fractions import Fraction

import pytest

from generator.calculation import model_share
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(model_share), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(model_share, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected


def test_two_models_of_the_same_weight_are_both_heaviest_and_lightest() -> None:
    column = (Fraction(7), Fraction(7))
    assert model_share.is_heaviest(Fraction(7), column)
    assert model_share.is_lightest(Fraction(7), column)


def test_a_model_alone_is_first_in_everything() -> None:
    assert model_share.is_most_frequent(Fraction(1), (Fraction(1),))
    assert model_share.share_of_tokens(Fraction(430), Fraction(430)) == 1
