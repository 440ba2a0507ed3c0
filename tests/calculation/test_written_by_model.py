"""What a model writes to the cache."""

import pytest

from generator.calculation import written_by_model
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(written_by_model), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(written_by_model, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
