"""The headroom for a candidate model."""

from fractions import Fraction

from generator.calculation import evaluation


def test_without_headroom_the_demand_is_that_of_the_replaced_models() -> None:
    assert evaluation.requests_per_minute_with_headroom(Fraction(6300), Fraction(0)) == 6300
    assert evaluation.tokens_per_minute_with_headroom(Fraction(25_935_000), Fraction(0)) == 25_935_000
    assert evaluation.uncached_tokens_per_minute_with_headroom(Fraction(13_051_500), Fraction(0)) == 13_051_500
