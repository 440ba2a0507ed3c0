"""The headroom for a candidate model."""

from fractions import Fraction

import pytest

from generator.calculation import evaluation
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(evaluation), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(evaluation, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected


def test_without_headroom_the_demand_is_that_of_the_replaced_models() -> None:
    assert evaluation.requests_per_minute_with_headroom(Fraction(6300), Fraction(0)) == 6300
    assert evaluation.tokens_per_minute_with_headroom(Fraction(25_935_000), Fraction(0)) == 25_935_000
    assert evaluation.uncached_tokens_per_minute_with_headroom(Fraction(13_051_500), Fraction(0)) == 13_051_500
