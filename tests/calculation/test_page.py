"""A page, or a model's part of it."""

from fractions import Fraction

import pytest

from generator.calculation import page


def test_cached_and_uncached_input_make_up_the_input() -> None:
    sent, served = Fraction(8400), Fraction(2520)
    assert page.uncached_input_tokens_per_page(sent, served) + served == sent


def test_a_page_without_requests_has_no_mean_request() -> None:
    nothing = Fraction(0)
    assert page.tokens_per_request(nothing, nothing) == 0
    assert page.cache_rate(nothing, nothing) == 0


def test_tokens_without_a_request_are_refused() -> None:
    with pytest.raises(ZeroDivisionError):
        page.tokens_per_request(Fraction(100), Fraction(0))
