"""What several pools need together of a limit."""

import pytest

from generator.calculation import offered_in_pools
from tests.calculation.worked import Example, examples


@pytest.mark.parametrize("example", examples(offered_in_pools), ids=str)
def test_a_formula_gives_what_was_worked_out_by_hand(example: Example) -> None:
    formula = getattr(offered_in_pools, example.about.partition(".")[2])
    assert formula(**example.given) == example.expected
