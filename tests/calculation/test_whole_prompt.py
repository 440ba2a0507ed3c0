"""A prompt that is stated in all."""

import pytest

from generator.calculation import whole_prompt
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(whole_prompt), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(whole_prompt, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
