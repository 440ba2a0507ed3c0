"""A call beside the others on a page."""

from fractions import Fraction

from generator.calculation import call_share


def test_a_call_dominates_only_above_the_threshold() -> None:
    half = Fraction(1, 2)
    assert [
        call_share.dominates_input(half + step, half) for step in (Fraction(-1, 99), Fraction(0), Fraction(1, 99))
    ] == [
        False,
        False,
        True,
    ]
