"""A call: its prefix, what the cache serves of it, and its tokens a request and a page."""

from fractions import Fraction

from generator.calculation import call, composed_prompt, whole_prompt


def test_prefix_and_specific_tokens_make_up_the_input_either_way() -> None:
    prefix = call.prefix_tokens((Fraction(20), Fraction(500)))
    specific = whole_prompt.specific_tokens(Fraction(1800), prefix)
    assert composed_prompt.input_tokens(prefix, specific) == 1800


def test_a_call_on_every_second_page_counts_half() -> None:
    assert call.input_tokens_per_page(Fraction(900), Fraction(1, 2)) == 450
    assert call.output_tokens_per_page(Fraction(20), Fraction(1, 2)) == 10


def test_a_cache_that_is_never_hit_serves_nothing() -> None:
    assert call.cached_input_tokens(Fraction(9750), Fraction(0)) == 0
