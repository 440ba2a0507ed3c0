"""The request: the load cases that it includes, added up."""

from fractions import Fraction

import pytest

from generator.calculation import request
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(request), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(request, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected


def test_a_request_of_a_single_case_is_that_case() -> None:
    assert request.requests_per_minute((Fraction(7350),)) == 7350
    assert request.uncached_tokens_per_minute((Fraction(13_240_500),)) == 13_240_500
    assert request.uncached_input_tokens_per_minute((Fraction(8_116_500),)) == 8_116_500
