"""What drivers come to: on average, at the peak, in each way that they count."""

from fractions import Fraction

import pytest

from generator.errors import ProposalError
from generator.figures.drivers import month_of
from generator.figures.figure import Sheet
from generator.inputs import load
from tests.conftest import CEREBRAS, ROOT
from tests.sheets import sheet_of

CHAT = ROOT / "tests" / "proposals" / "support-chat"
NIGHT = ROOT / "tests" / "proposals" / "nightly-batch"
RATE = "scenarios.chat.sustained_pages_per_minute"


def sheet(**changes: str) -> Sheet:
    return sheet_of(CHAT, {f"scenarios.chat.{key.replace('__', '.')}": text for key, text in changes.items()})


def test_the_order_of_drivers_does_not_move_the_rate() -> None:
    there = "{a: 12000, b: 25%, c: 1.2, d: 8}"
    assert sheet(drivers=there)[RATE].value == sheet(drivers="{d: 8, c: 1.2, b: 25%, a: 12000}")[RATE].value == 48


@pytest.mark.parametrize(
    ("per", "active", "rate"),
    [
        ("minute", "{hours_per_day: 10}", 7200),
        ("hour", "{hours_per_day: 10}", 120),
        ("day", "{hours_per_day: 10}", 12),
        ("week", "{days_per_week: 5, hours_per_day: 10}", Fraction(12, 5)),
        ("month", "{days_per_month: 20, hours_per_day: 10}", Fraction(12, 20)),
        ("campaign", "{weeks: 3, days_per_week: 5, hours_per_day: 10}", Fraction(12, 15)),
    ],
)
def test_the_same_number_in_a_longer_period_is_a_lower_rate(per: str, active: str, rate: Fraction) -> None:
    assert sheet(drivers="{all: 7200}", per=per, active=active)[RATE].value == rate


def test_a_batch_by_a_deadline_is_spread_over_the_hours_to_it_and_has_no_active_time() -> None:
    night = {"deadline_hours": "{low: 4, likely: 6, high: 8}"}
    found = sheet_of(NIGHT, {f"scenarios.nightly.{key}": text for key, text in night.items()})
    rate = found["scenarios.nightly.sustained_pages_per_minute"]
    assert (rate.low, rate.value, rate.high) == (100, 200, 450)


def test_a_page_each_so_many_seconds_and_pages_that_take_so_many_seconds_are_the_same_rate() -> None:
    agents, calls = (ROOT / "tests" / "proposals" / name for name in ("coding-agent", "voice"))
    changes = {"drivers": "{lines: 300}", "every_seconds": "12"}
    rounds = sheet_of(agents, {f"scenarios.agents.{key}": text for key, text in changes.items()})
    flight = sheet_of(calls)["scenarios.calls.sustained_pages_per_minute"].value
    assert rounds["scenarios.agents.sustained_pages_per_minute"].value == flight == 1500


def test_the_peak_factor_is_a_figure_however_the_peak_is_stated() -> None:
    for peak in ("{factor: 4}", "{pages_per_minute: 192}", "{busiest_hour: 40%}"):
        assert sheet(peak=peak)["scenarios.chat.peak_factor"].value == 4
    assert float(sheet_of(CEREBRAS)["scenarios.production.peak_factor"].value) == 105.6


@pytest.mark.parametrize("peak", ["{factor: 0.8}", "{pages_per_minute: 47.9}", "{busiest_hour: 9%}"])
def test_a_peak_below_the_mean_is_a_fault_of_the_line_that_states_it(peak: str) -> None:
    with pytest.raises(ProposalError, match=r"the peak is .*, and the mean is 48 pages/min; a peak is above the mean"):
        sheet(peak=peak)


def test_a_peak_that_is_below_the_mean_at_an_end_alone_is_no_fault() -> None:
    assert sheet(peak="{factor: {low: 0.5, likely: 1, high: 2}}")["scenarios.chat.peak_factor"].low == Fraction(1, 2)


def test_a_site_whose_peak_is_below_its_mean_is_a_fault_as_well() -> None:
    for peak in ("{page_views_per_minute_per_site: 40}", "{pages_per_minute_per_site: 4.7}", "{factor: 0.9}"):
        with pytest.raises(ProposalError, match="a peak is above the mean"):
            sheet_of(CEREBRAS, {"scenarios.production.peak": peak})


def test_without_the_hours_of_a_day_a_busiest_hour_needs_none_and_no_mean_is_known() -> None:
    changes = {
        "scenarios.chat.active": "{}",
        "scenarios.chat.peak": "{busiest_hour: 40%}",
        "scenarios.chat.load_cases": "{peak: {label: Chat, description: Monday., at: peak}}",
        "proposal.request": "{headline_case: chat.peak}",
    }
    found = sheet_of(CHAT, changes)
    assert found["chat.peak.pages_per_minute"].value == 192
    assert RATE not in found


def test_the_figures_of_a_month_stand_with_a_scenario_that_counts_by_the_month_or_below_it() -> None:
    scenarios = load(NIGHT).inputs.scenarios
    assert month_of("scenarios.desk", scenarios["desk"]) == "scenarios.desk"
    assert month_of("scenarios.fair", scenarios["fair"]) == "scenarios.fair.month"
