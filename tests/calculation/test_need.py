"""What the request has to carry, before headroom."""

import pytest

from generator.calculation import need
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(need), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(need, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
