"""The request: the load cases that it includes, added up."""

from fractions import Fraction

from generator.calculation import request


def test_a_request_of_a_single_case_is_that_case() -> None:
    assert request.requests_per_minute((Fraction(7350),)) == 7350
    assert request.uncached_tokens_per_minute((Fraction(13_240_500),)) == 13_240_500
    assert request.uncached_input_tokens_per_minute((Fraction(8_116_500),)) == 8_116_500
