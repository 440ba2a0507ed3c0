"""The ends that an input is tried at, whether or not it can be there."""

from fractions import Fraction

from generator.figures.sheet import calculate
from generator.inputs import load
from generator.print.workbook_ends import is_possible, tried_ends
from tests.conftest import SMALL, Built

RATE = "assumptions.caching.prefix_cache.hit_rate.high_end"


def test_an_input_without_a_range_is_tried_at_both_ends(small: Built) -> None:
    ends = tried_ends(small.proposal, small.sheet)
    assert "assumptions.scenarios.desk.sites.low_end" in ends
    assert [name for name in ends if "output_tokens" in name] == []  # it states a range


def test_an_end_that_cannot_be_is_tried_all_the_same() -> None:
    proposal = load(SMALL, {"caching.prefix_cache.hit_rate": "95%"})
    sheet = calculate(proposal)
    end = tried_ends(proposal, sheet)[RATE]
    assert (end.moved.value, end.is_possible) == (Fraction("1.045"), False)
    assert sheet[RATE].value == Fraction("0.95")


def test_the_formula_asks_for_the_least_the_most_and_all_that_moves_along(small: Built) -> None:
    end = tried_ends(small.proposal, small.sheet)[RATE]
    text = is_possible(end._replace(most=24), "AT", lambda _: "X", lambda *_: "")
    assert text.startswith("AND(AT>=-1E-6,AT<=1+1E-9,AT<=24,MIN(X,")
    alone = is_possible(end._replace(found={}), "AT", lambda _: "X", lambda *_: "")
    assert alone == "AND(AT>=-1E-6,AT<=1+1E-9)"
