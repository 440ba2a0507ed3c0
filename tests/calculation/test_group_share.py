"""Models of the same reservation together."""

from fractions import Fraction

from generator.calculation import group_share


def test_the_shares_of_all_models_make_the_whole() -> None:
    assert group_share.share_of_tokens((Fraction(1, 3), Fraction(1, 3), Fraction(1, 3))) == 1
