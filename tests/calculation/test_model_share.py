"""A model beside the others on a page."""

from fractions import Fraction

from generator.calculation import model_share


def test_two_models_of_the_same_weight_are_both_heaviest_and_lightest() -> None:
    column = (Fraction(7), Fraction(7))
    assert model_share.is_heaviest(Fraction(7), column)
    assert model_share.is_lightest(Fraction(7), column)


def test_a_model_alone_is_first_in_everything() -> None:
    assert model_share.is_most_frequent(Fraction(1), (Fraction(1),))
    assert model_share.share_of_tokens(Fraction(430), Fraction(430)) == 1
