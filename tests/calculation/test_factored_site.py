"""A site's peak that is so many times its mean."""

import pytest

from generator.calculation import factored_site
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(factored_site), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(factored_site, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
