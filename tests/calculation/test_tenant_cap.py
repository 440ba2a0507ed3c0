"""What a cap on each tenant bounds."""

import pytest

from generator.calculation import tenant_cap
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(tenant_cap), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(tenant_cap, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
