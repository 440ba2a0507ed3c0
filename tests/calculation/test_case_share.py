"""A load case beside the headline case."""

from fractions import Fraction

import pytest

from generator.calculation import case_share


def test_the_headline_case_is_the_whole_of_itself() -> None:
    assert case_share.share_of_headline(Fraction(26_386_500), Fraction(26_386_500)) == 1


def test_a_case_may_ask_for_more_than_the_headline_case() -> None:
    assert case_share.share_of_headline(Fraction(125_650_000), Fraction(26_386_500)) == Fraction(5000, 1050)


def test_no_case_is_a_share_of_a_headline_case_that_asks_for_nothing() -> None:
    with pytest.raises(ZeroDivisionError):
        case_share.share_of_headline(Fraction(5), Fraction(0))
