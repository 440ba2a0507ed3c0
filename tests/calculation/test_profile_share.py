"""A page profile among those of a scenario."""

from fractions import Fraction

import pytest

from generator.calculation import profile_share
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(profile_share), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(profile_share, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected


def test_the_shares_of_all_page_profiles_make_the_whole_whatever_one_of_them_moves_to() -> None:
    stated = (Fraction(1, 2), Fraction(3, 10), Fraction(9, 10))
    assert sum(profile_share.share_of_pages(one, stated) for one in stated) == 1
