"""How many times its uncached limit a model needs in all."""

import pytest

from generator.calculation import needed_ratio
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(needed_ratio), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(needed_ratio, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
