"""What a load case writes to the cache."""

import pytest

from generator.calculation import written_at_a_rate
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(written_at_a_rate), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(written_at_a_rate, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
