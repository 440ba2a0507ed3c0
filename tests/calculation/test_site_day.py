"""A day of sites that are alike."""

import pytest

from generator.calculation import site_day
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(site_day), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(site_day, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
