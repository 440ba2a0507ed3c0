"""What is reserved for a call in several turns."""

from fractions import Fraction

import pytest

from generator.calculation import reserved_turns
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(reserved_turns), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(reserved_turns, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected


def test_it_is_what_each_turn_is_admitted_on_taken_together() -> None:
    prompts, most = [Fraction(2200 + 420 * turn) for turn in range(6)], Fraction(1500)
    together = reserved_turns.reserved_tokens_per_page(sum(prompts, Fraction()), Fraction(6), most)
    assert together == sum(prompt + most for prompt in prompts)
