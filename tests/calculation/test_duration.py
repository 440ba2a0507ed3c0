"""How long a site's peak lasts."""

import pytest

from generator.calculation import duration
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(duration), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(duration, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
