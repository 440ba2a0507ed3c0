"""A prompt that is stated part by part."""

import pytest

from generator.calculation import composed_prompt
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(composed_prompt), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(composed_prompt, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
