"""A site's peak."""

from fractions import Fraction

import pytest

from generator.calculation import peak
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(peak), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(peak, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected


def test_a_site_that_generates_every_page_generates_what_is_viewed() -> None:
    assert peak.peak_pages_per_minute_per_site(Fraction(48), Fraction(1)) == 48
