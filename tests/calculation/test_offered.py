"""What is needed beside a limit that is offered."""

import pytest

from generator.calculation import offered
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(offered), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(offered, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
