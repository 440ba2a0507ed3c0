"""A load case whose volume is not known."""

import pytest

from generator.calculation import kept_up
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(kept_up), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(kept_up, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
