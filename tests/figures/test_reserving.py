"""What calls state of admission and of time is carried to the request; what they leave open is not there."""

from fractions import Fraction

import pytest

from generator.figures.figure import Sheet
from generator.figures.reserving import ADMITTED
from generator.inputs import load
from tests.conftest import CEREBRAS, FULL, ROOT, SMALL
from tests.sheets import sheet_of

TURNS = ROOT / "tests" / "proposals" / "chat-turns"
SORT = "page_profiles.reply.calls.sort"


def sheet(changes: dict[str, str]) -> Sheet:
    return sheet_of(FULL, changes)


def test_the_request_is_admitted_on_its_input_and_the_most_that_it_may_put_out() -> None:
    found = sheet({})
    # 350 pages a minute; an answer has 3,000 tokens of input and may put out 1,200, a sorting 500 and 50.
    assert found["request.models.oak-9.admitted_tokens_per_minute"].value == 350 * 4200
    assert found["request.admitted_tokens_per_minute"].value == 350 * (4200 + 550)


def test_what_is_refused_asks_to_be_admitted_as_well_in_turns_or_not() -> None:
    """Three turns of 5,000, 5,900 and 6,800 tokens, each may put out 800; a page in five, half of them twice."""
    path = "page_profiles.chat.calls.handover"
    found = sheet_of(TURNS, {f"{path}.failures": "{refused: 40%}", f"{path}.retries": "50%"})
    assert found[f"{path}.input_tokens_per_page"].value == 17700 * Fraction(1, 5) * Fraction(3, 2) * Fraction(3, 5)
    assert found[f"{path}.reserved_tokens_per_page"].value == (17700 + 3 * 800) * Fraction(1, 5) * Fraction(3, 2)


def test_requests_under_way_are_their_rate_times_how_long_they_take() -> None:
    found = sheet({})
    assert found["request.requests_in_flight"].value == Fraction(350, 60) * (2 + Fraction(1, 2))
    assert found["request.requests_in_flight"].high > found["request.requests_in_flight"].value


@pytest.mark.parametrize(("key", "lost"), [("max_completion_tokens", 2), ("seconds", 1)])
def test_a_call_that_leaves_something_open_leaves_it_open_for_its_model_and_in_all(key: str, lost: int) -> None:
    found = sheet({f"{SORT}.{key}": "to be agreed"})
    assert sum(f"request.models.elm-2.{name}" in found for name in ADMITTED) == 3 - lost
    assert sum(f"request.{name}" in found for name in ADMITTED) == 3 - lost
    assert all(f"request.models.oak-9.{name}" in found for name in ADMITTED)


def test_the_largest_request_needs_both_its_input_and_its_most() -> None:
    name = "page_profiles.reply.models.elm-2.largest_request_tokens"
    assert sheet({})[name].value == 2050
    assert name not in sheet({f"{SORT}.largest_input_tokens": "to be agreed"})


def test_the_base_is_the_case_that_is_always_there() -> None:
    found = sheet({})
    case = load(FULL).inputs.proposal.request.base_case
    assert found["request.base.tokens_per_minute"].value == found[f"{case}.tokens_per_minute"].value


def test_a_day_is_told_where_active_hours_are_known() -> None:
    known = sheet_of(CEREBRAS)
    assert known["request.most_requests_per_day"].value == 7350 * 60 * 16
    stated = sheet_of(SMALL)
    assert "request.most_requests_per_hour" in stated
    assert "request.most_requests_per_day" not in stated
