"""What a saving leaves of an input."""

from fractions import Fraction

import pytest

from generator.calculation import alteration
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(alteration), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(alteration, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected


def test_a_saving_that_takes_nothing_leaves_everything() -> None:
    assert alteration.kept_pages_per_minute(Fraction(1050), Fraction(0)) == 1050
    assert alteration.kept_requests_per_page(Fraction(5), Fraction(0)) == 5
    assert alteration.kept_tokens(Fraction(8000), Fraction(0)) == 8000
    assert alteration.shortened_input_tokens(Fraction(11500), Fraction(8000), Fraction(0)) == 11500


def test_a_prompt_loses_exactly_what_its_component_loses() -> None:
    prompt, component, taken = Fraction(11500), Fraction(8000), Fraction(3, 10)
    lost = prompt - alteration.shortened_input_tokens(prompt, component, taken)
    assert lost == component - alteration.kept_tokens(component, taken) == 2400
