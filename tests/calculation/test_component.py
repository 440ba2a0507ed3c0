"""A prompt component on a page."""

from fractions import Fraction

import pytest

from generator.calculation import component
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(component), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(component, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected


def test_a_call_that_a_page_sends_twice_sends_its_component_twice() -> None:
    assert component.requests_per_page((Fraction(2), Fraction(1, 2))) == Fraction(5, 2)
