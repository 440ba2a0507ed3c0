"""What a page sends: a call is sent once unless stated."""

from fractions import Fraction

import pytest

from generator.inputs.entry import MisfitError
from generator.inputs.page_profiles import Call
from generator.inputs.reading import read_as

F = Fraction
CALL = {"label": "Plan", "model": "planner", "input_tokens": F(10), "output_tokens": F(1)}


def test_a_call_is_sent_once_a_page_unless_stated() -> None:
    assert read_as(Call, CALL).requests_per_page.ends == (F(1), F(1), F(1))
    assert read_as(Call, {**CALL, "requests_per_page": F(2)}).requests_per_page.ends == (F(2), F(2), F(2))


def test_the_default_of_a_call_was_stated_by_nobody() -> None:
    call = read_as(Call, CALL)
    assert "requests_per_page" not in call.given
    assert call.begins_with == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"turns": F(4)}, "growth_tokens goes with turns"),
        ({"growth_tokens": F(4)}, "growth_tokens goes with turns"),
        ({"cold": True}, "cold goes with turns"),
        ({"turns": F(3, 2), "growth_tokens": F(4)}, "a mean of fewer than two turns"),
        ({"turns": F(1, 2), "growth_tokens": F(4)}, "must be at least 1"),
        ({"turns": F(1001), "growth_tokens": F(4)}, "must be at most 1000"),
        ({"retries": "101%"}, "a share above 100%"),
        ({"failures": {"refused": "60%", "broken_off": "40%"}}, "come to all requests, so that none would be answered"),
    ],
)
def test_what_no_call_can_be_is_refused(more: dict[str, object], said: str) -> None:
    with pytest.raises(MisfitError, match=said):
        read_as(Call, {**CALL, **more})


def test_turns_may_be_a_mean_and_the_fewest_tokens_that_come_back_include_reasoning() -> None:
    call = read_as(Call, {**CALL, "turns": F(9, 2), "growth_tokens": F(4), "reasoning_tokens": F(30)})
    assert call.turns is not None
    assert call.turns.ends[1] == F(9, 2)
    assert call.least_output == 31
