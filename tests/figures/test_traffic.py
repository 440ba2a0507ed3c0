"""The load cases of a scenario take its rate: the mean or the peak, of sites or of drivers, or one that is stated."""

import pytest

from tests.conftest import ROOT
from tests.sheets import sheet_of

CHAT = ROOT / "tests" / "proposals" / "support-chat"


@pytest.mark.parametrize(
    ("case", "rate"),
    [("{at: mean}", 48), ("{at: peak}", 192), ("{at: peak, rounding_step: 25}", 200), ("{pages_per_minute: 7}", 7)],
)
def test_a_load_case_of_drivers_is_at_the_mean_at_the_peak_or_as_stated(case: str, rate: int) -> None:
    found = sheet_of(CHAT, {"scenarios.chat.load_cases.peak": case})
    assert found["chat.peak.pages_per_minute"].value == rate


def test_a_case_says_whether_it_covers_the_mean_unless_it_is_the_mean() -> None:
    found = sheet_of(CHAT, {"scenarios.chat.load_cases.peak": "{pages_per_minute: 47}"})
    assert not found["chat.peak.covers_sustained_rate"].value
    assert sheet_of(CHAT)["chat.peak.covers_sustained_rate"].value
    assert "chat.mean.covers_sustained_rate" not in found


def test_rates_may_be_stated_without_sites_or_drivers() -> None:
    stated = "{page_profile: answer, source: {assumed: so}, load_cases: {all: {pages_per_minute: 3}}}"
    found = sheet_of(CHAT, {"scenarios.kiosks": stated})
    assert found["kiosks.all.requests_per_minute"].value == 3


def test_a_stage_takes_the_place_of_the_last_and_adds_nothing_to_the_request() -> None:
    pilot = ROOT / "tests" / "proposals" / "pilot"
    found = sheet_of(pilot)
    assert found["request.requests_per_minute"].value == found["chat.summer.requests_per_minute"].value == 200
    later = sheet_of(pilot, {"scenarios.chat.load_cases.summer.stage": "winter"})
    assert later["request.requests_per_minute"].value == found["chat.summer.stages.winter.requests_per_minute"].value


def test_what_is_now_moves_nothing_of_a_stage_that_states_it_anew() -> None:
    now = {"scenarios.chat.drivers.chats": "{low: 1, likely: 9, high: 90}"}
    found = sheet_of(ROOT / "tests" / "proposals" / "pilot", now)["chat.summer.requests_per_minute"]
    assert (found.low, found.value, found.high) == (150, 200, 300)
