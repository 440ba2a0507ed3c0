"""Requests that are sent once more."""

from fractions import Fraction

from generator.calculation import retries


def test_where_all_fail_once_everything_is_sent_twice() -> None:
    assert retries.requests_with_retries_per_page(Fraction(3), Fraction(1)) == 6
