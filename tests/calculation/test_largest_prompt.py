"""The largest prompt of a call whose own tokens are spread."""

from fractions import Fraction

import pytest

from generator.calculation import largest_prompt
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(largest_prompt), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(largest_prompt, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected


def test_without_components_it_is_all_its_own() -> None:
    assert largest_prompt.largest_input_tokens(Fraction(0), Fraction(31000)) == 31000
