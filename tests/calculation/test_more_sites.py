"""One more site at its peak."""

import pytest

from generator.calculation import more_sites
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(more_sites), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(more_sites, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
