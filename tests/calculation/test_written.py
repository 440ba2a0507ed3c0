"""What a call writes to the cache."""

import pytest

from generator.calculation import written
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(written), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(written, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
