"""An answer that is reasoned first."""

from fractions import Fraction

import pytest

from generator.calculation import reasoning
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(reasoning), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(reasoning, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected


def test_an_answer_without_reasoning_is_all_that_is_metered() -> None:
    assert reasoning.completion_tokens(Fraction(260), Fraction(0)) == 260
