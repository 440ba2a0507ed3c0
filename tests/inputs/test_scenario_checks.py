"""What the entries of a scenario must hold between them: each fault says where, what, and how it is mended."""

import pytest

from generator.errors import ProposalError
from generator.inputs import load
from generator.inputs.scenario_checks import needed_time, of_scenario
from tests.conftest import ROOT


def told(changes: dict[str, str], folder: str = "support-chat", name: str = "chat") -> list[str]:
    """The faults of a scenario with changes, each by the rest of its path."""
    home = ROOT / "tests" / "proposals" / folder
    with pytest.raises(ProposalError) as caught:
        load(home, {f"scenarios.{name}.{key}": text for key, text in changes.items()})
    return [f"{fault.what}; {fault.hint}" for fault in caught.value.faults]


WAYS = "add per: day, or every_seconds, seconds_each or deadline_hours"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"sustained": "{pages_per_minute_per_site: 3}"}, "sustained goes with sites; "),
        (
            {"peak": "{pages_per_minute_per_site: 3}"},
            "pages_per_minute_per_site is a peak of sites, and the scenario has drivers; "
            "state pages_per_minute, factor or busiest_hour",
        ),
        (
            {"active": "{}"},
            "per: day needs active: hours_per_day, over which it is spread; add active: {hours_per_day: 10}",
        ),
        (
            {"per": "week", "active": "{hours_per_day: 8}"},
            "per: week needs active: days_per_week, over which it is spread; add active: {days_per_week: 5}",
        ),
        ({"active": "{hours_per_day: 8, weeks: 2}"}, "nothing is made of weeks here; leave it out"),
        (
            {"load_cases.mean": "{label: Chat, description: All., sites_at_peak: all}"},
            "the scenario has no sites; write at: mean, or at: peak",
        ),
        (
            {"every_seconds": "3"},
            "expected at most one of per, every_seconds, seconds_each and deadline_hours, "
            "found per and every_seconds; ",
        ),
        ({"sites": "3"}, "expected at most one of sites and drivers, found sites and drivers; "),
        (
            {"per": "hour", "active": "{hours_per_day: 8}", "peak": "{busiest_hour: 20%}"},
            "the drivers count in no day; write per: day, week, month, campaign",
        ),
    ],
)
def test_what_does_not_go_with_drivers_is_told_with_what_does(changes: dict[str, str], said: str) -> None:
    assert said in told(changes)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"per": "day"}, "per goes with drivers; "),
        (
            {"peak": "{busiest_hour: 20%}"},
            "busiest_hour is a peak of drivers, not of a site; state "
            "page_views_per_minute_per_site or pages_per_minute_per_site, or a factor",
        ),
        (
            {"load_cases.open": "{label: Desk, description: All., at: mean}"},
            "the scenario has no drivers whose rate it could be; write sites_at_peak: all, or none",
        ),
    ],
)
def test_what_does_not_go_with_sites_is_told_with_what_does(changes: dict[str, str], said: str) -> None:
    assert said in told(changes, "small", "desk")


def test_what_tells_no_month_of_a_batch_is_told_with_what_does() -> None:
    nothing = "nothing is made of days_per_month here; leave it out; or say per: day, and the deadline as active: hours"
    said = told({"active": "{days_per_month: 20}"}, "nightly-batch", "nightly")
    assert [one.startswith(nothing) for one in said] == [True]


def test_weekdays_that_do_not_agree_with_the_days_of_a_week_say_with_what() -> None:
    said = told({"peak.weekdays": "[1, 1, 1, 1, 1, 1, 0]"}, "day-limits", "letters")
    assert said == ["6 of its days are above zero, and days_per_week is another number; compare scenarios.yaml:8"]


def test_a_load_case_at_the_peak_needs_a_peak() -> None:
    hint = "add peak to the scenario, such as peak: {factor: 3}, or write at: mean"
    at_peak = "{label: Night, description: All., at: peak}"
    assert told({"load_cases.mean": at_peak}, "nightly-batch", "nightly") == [f"the scenario has no peak; {hint}"]


def test_the_frozen_proposals_have_no_conflict_and_ask_for_no_time_that_nothing_is_made_of() -> None:
    scenarios = load(ROOT / "tests" / "proposals" / "nightly-batch").inputs.scenarios
    assert [[*of_scenario(("scenarios", name), one)] for name, one in scenarios.items()] == [[], [], []]
    assert needed_time(scenarios["nightly"]) == ()
    assert needed_time(scenarios["desk"]) == ("days_per_month",)
    assert needed_time(scenarios["fair"]) == ("weeks", "days_per_week", "hours_per_day")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"stages.winter.from": "2027-Q3"}, "winter does not begin after summer; compare scenarios.yaml:"),
        ({"stages.winter.from": "2028-13"}, "2028-13 is not a month or quarter; such as 2027-04 or 2027-Q2"),
        (
            {"stages.winter.drivers": "{custommers: 3}"},
            "the scenario has no driver custommers that would change; did you mean customers?",
        ),
        (
            {"load_cases.summer": "{at: peak, stage: sumer}"},
            "unknown stage sumer; did you mean summer?",
        ),
        (
            {"load_cases.summer": "{pages_per_minute: 9, stage: summer}"},
            "a stated rate is in no stage: it is as stated; leave it out, or write at, or sites_at_peak",
        ),
        ({"peak": "{pages_per_minute: 40}"}, "a stated peak does not grow with the drivers; compare"),
        (
            {"stages.spring": "{from: 2027-Q2, sites: 3}"},
            "the scenario has no sites that would change; state drivers or a factor",
        ),
    ],
)
def test_stages_follow_one_another_and_change_what_is_there(changes: dict[str, str], said: str) -> None:
    assert [one for one in told(changes, "pilot") if one.startswith(said)]
