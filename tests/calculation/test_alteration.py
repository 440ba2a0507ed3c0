"""What a saving leaves of an input."""

from fractions import Fraction

from generator.calculation import alteration


def test_a_saving_that_takes_nothing_leaves_everything() -> None:
    assert alteration.kept_pages_per_minute(Fraction(1050), Fraction(0)) == 1050
    assert alteration.kept_requests_per_page(Fraction(5), Fraction(0)) == 5
    assert alteration.kept_tokens(Fraction(8000), Fraction(0)) == 8000
    assert alteration.shortened_input_tokens(Fraction(11500), Fraction(8000), Fraction(0)) == 11500


def test_a_prompt_loses_exactly_what_its_component_loses() -> None:
    prompt, component, taken = Fraction(11500), Fraction(8000), Fraction(3, 10)
    lost = prompt - alteration.shortened_input_tokens(prompt, component, taken)
    assert lost == component - alteration.kept_tokens(component, taken) == 2400
