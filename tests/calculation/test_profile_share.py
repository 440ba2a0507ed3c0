"""A page profile among those of a scenario."""

from fractions import Fraction

from generator.calculation import profile_share


def test_the_shares_of_all_page_profiles_make_the_whole_whatever_one_of_them_moves_to() -> None:
    stated = (Fraction(1, 2), Fraction(3, 10), Fraction(9, 10))
    assert sum(profile_share.share_of_pages(one, stated) for one in stated) == 1
