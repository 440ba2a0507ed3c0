"""A prefix where the cache holds none below a length."""

from fractions import Fraction

import pytest

from generator.calculation import least_prefix


@pytest.mark.parametrize("tokens", [0, 900, 4095, 4096, 9000])
def test_a_prefix_counts_in_full_or_not_at_all(tokens: int) -> None:
    prefix, least = Fraction(tokens), Fraction(4096)
    short = least_prefix.is_too_short(prefix, least)
    assert least_prefix.long_enough_tokens(prefix, least) == (0 if short else prefix)
