"""What is reserved for a call in several turns."""

from fractions import Fraction

from generator.calculation import reserved_turns


def test_it_is_what_each_turn_is_admitted_on_taken_together() -> None:
    prompts, most = [Fraction(2200 + 420 * turn) for turn in range(6)], Fraction(1500)
    together = reserved_turns.reserved_tokens_per_page(sum(prompts, Fraction()), Fraction(1), Fraction(6), most)
    assert together == sum(prompt + most for prompt in prompts)
