"""An answer that is reasoned first."""

from fractions import Fraction

from generator.calculation import reasoning


def test_an_answer_without_reasoning_is_all_that_is_metered() -> None:
    assert reasoning.completion_tokens(Fraction(260), Fraction(0)) == 260
