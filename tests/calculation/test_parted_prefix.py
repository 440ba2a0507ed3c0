"""A prefix whose components are not found alike."""

from fractions import Fraction

from generator.calculation import parted_prefix


def test_of_no_component_nothing_is_served() -> None:
    assert parted_prefix.cached_input_tokens(()) == Fraction(0)
