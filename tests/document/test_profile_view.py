"""A page profile as a template sees it: what a call sends in all stands where what it states would."""

from functools import cache
from pathlib import Path

from generator.document.view import View
from generator.document.views import views
from generator.inputs import load
from tests.conftest import FULL, ROOT
from tests.sheets import document_of, sheet_of

CHAT = ROOT / "tests" / "proposals" / "chat-turns"


@cache
def calls(folder: Path) -> dict[str, View]:
    (profile,) = views(load(folder), sheet_of(folder))["profiles"]
    return {str(call.key): call for call in profile.calls}


def test_the_requests_of_a_call_are_all_that_it_sends_turns_and_retries_included() -> None:
    found = calls(CHAT)
    names = {key: call.requests_per_page.name.rpartition(".")[2] for key, call in found.items()}
    assert names == {
        "triage": "requests_with_retries_per_page",
        "answer": "requests_of_all_turns_per_page",
        "handover": "requests_of_all_turns_per_page",
    }
    assert {call.requests_per_page.name.rpartition(".")[2] for call in calls(FULL).values()} == {"requests_per_page"}


def test_of_a_call_in_turns_it_is_told_which_share_fails_and_of_no_other_number_of_requests() -> None:
    """What is read is counted in conversations there, and would stand beside requests of all their turns."""
    text = document_of(CHAT, {"page_profiles.chat.failures": "{refused: 5%, broken_off: 1%}"}).text
    assert "they cost their input, and no output.\n" in text
    assert "Of 1.01 requests on a page, the input of" in text


def test_a_call_shows_its_own_retries_or_those_of_its_profile_and_none_where_there_are_none() -> None:
    assert [str(call.retries) for call in calls(CHAT).values()] == ["1%", "2%", "1%"]
    assert [call.retries for call in calls(FULL).values()] == [None, None]


def test_the_largest_input_is_as_stated_or_that_of_the_last_turn() -> None:
    assert [call.largest.name.rpartition(".")[2] for call in calls(CHAT).values() if call.largest is not None] == [
        "last_input_tokens",
        "last_input_tokens",
    ]
    assert {call.largest.name.rpartition(".")[2] for call in calls(FULL).values()} == {"largest_input_tokens"}


def test_a_spread_shows_its_mean_the_percentiles_that_are_known_and_the_shares_above_sizes() -> None:
    folder = ROOT / "tests" / "proposals" / "search-mix"
    _, deep = views(load(folder), sheet_of(folder))["profiles"]
    (spread,) = deep.calls[0].spreads
    assert (spread.called, str(spread.mean)) == ("Own input", "9,000")
    assert [(str(one.key), str(one.tokens)) for one in spread.percentiles] == [
        ("p50", "7,000"),
        ("p95", "20,000"),
        ("p99", "31,000"),
    ]
    assert [(str(one.tokens), str(one.share)) for one in spread.above] == [("16,000", "8%")]
