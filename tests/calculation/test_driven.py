"""A chain of drivers."""

from fractions import Fraction

from generator.calculation import driven


def test_the_order_of_drivers_changes_the_steps_and_not_what_they_come_to() -> None:
    users, share, each = Fraction(12_000), Fraction(1, 4), Fraction(6, 5)
    there = driven.pages(driven.so_far(users, share), each)
    back = driven.pages(driven.so_far(each, share), users)
    assert there == back == 3600
