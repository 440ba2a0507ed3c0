"""A call: its prefix, what the cache serves of it, and its tokens a request and a page."""

from fractions import Fraction

import pytest

from generator.calculation import call, composed_prompt, whole_prompt
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(call), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(call, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected


def test_prefix_and_specific_tokens_make_up_the_input_either_way() -> None:
    prefix = call.prefix_tokens((Fraction(20), Fraction(500)))
    specific = whole_prompt.specific_tokens(Fraction(1800), prefix)
    assert composed_prompt.input_tokens(prefix, specific) == 1800


def test_a_call_on_every_second_page_counts_half() -> None:
    assert call.input_tokens_per_page(Fraction(900), Fraction(1, 2)) == 450
    assert call.output_tokens_per_page(Fraction(20), Fraction(1, 2)) == 10


def test_a_cache_that_is_never_hit_serves_nothing() -> None:
    assert call.cached_input_tokens(Fraction(9750), Fraction(0)) == 0
