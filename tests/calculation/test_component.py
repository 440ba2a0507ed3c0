"""A prompt component on a page."""

from fractions import Fraction

from generator.calculation import component


def test_a_call_that_a_page_sends_twice_sends_its_component_twice() -> None:
    assert component.requests_per_page((Fraction(2), Fraction(1, 2))) == Fraction(5, 2)
