"""A rate of pages makes a rate of requests and tokens."""

from fractions import Fraction

from generator.calculation import demand


def test_no_page_asks_for_nothing() -> None:
    assert demand.requests_per_minute(Fraction(0), Fraction(7)) == 0
    assert demand.output_tokens_per_minute(Fraction(0), Fraction(4880)) == 0


def test_cached_and_uncached_tokens_make_up_all_tokens() -> None:
    rate, page_input, page_cached, page_output = Fraction(48), Fraction(20250), Fraction(12520), Fraction(4880)
    sent, served = (
        demand.input_tokens_per_minute(rate, page_input),
        demand.cached_input_tokens_per_minute(rate, page_cached),
    )
    output = demand.output_tokens_per_minute(rate, page_output)
    uncached = demand.uncached_tokens_per_minute(demand.uncached_input_tokens_per_minute(sent, served), output)
    assert uncached == 605_280
    assert served + uncached == demand.tokens_per_minute(sent, output) == 1_206_240
