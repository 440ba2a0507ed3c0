"""The largest prompt of a call whose own tokens are spread."""

from fractions import Fraction

from generator.calculation import largest_prompt


def test_without_components_it_is_all_its_own() -> None:
    assert largest_prompt.largest_input_tokens(Fraction(0), Fraction(31000)) == 31000
