"""A driver that stands alone."""

import pytest

from generator.calculation import single_driver
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(single_driver), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(single_driver, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
