"""A limit of an hour or a day is held against the volume that is stated; where none is, against the rate, kept up."""

import pytest

from generator.figures.figure import Sheet
from generator.figures.sheet import calculate
from generator.figures.volumes import case_of, day_rule, hour_rule
from generator.inputs import load
from tests.conftest import DAY_LIMITS, REGIONS
from tests.sheets import sheet_of

LETTERS = "scenarios.letters"
ALIKE = "source: {assumed: so}, page_profile: reply"


def sheet(**changes: str) -> Sheet:
    return sheet_of(DAY_LIMITS, {path.replace("__", "."): text for path, text in changes.items()})


def volume(traffic: str, case: str) -> tuple[str, str, str, str]:
    """By which rule the pages of an hour and of a day of a load case are told, and how many each has."""
    counter = f"{{{ALIKE}, {traffic}, load_cases: {{rush: {case}}}}}"
    proposal = load(DAY_LIMITS, {"scenarios.counter": counter})
    known = calculate(proposal, sensitivity=False)
    rules = (rule(*case_of(proposal.inputs, "counter.rush")) for rule in (hour_rule, day_rule))
    asked = (next(known[f"counter.rush.models.loom-4.requests_per_busy_{span}"].inputs()) for span in ("hour", "day"))
    by_hour, by_day = rules
    hour, day = (str(one) for one in asked)
    return str(by_hour), hour, str(by_day), day


SITES = "sites: 10, page_views_per_site: 4800, generative_share: 50%, month: {active_days: 20, hours_per_day: 8}"
DAILY = "drivers: {visitors: 1200}, per: day, active: {hours_per_day: 8}"
HALF = "[0, 0, 0, 0, 0, 0, 0, 0, 0, 10, 10, 10, 50, 10, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0]"


@pytest.mark.slice(2)
@pytest.mark.parametrize(
    ("traffic", "case", "told"),
    [
        ("drivers: {visitors: 2}, per: minute", "{at: mean}", ("kept up", "120", "kept up", "2,880")),
        (
            "drivers: {visitors: 2}, per: minute, active: {hours_per_day: 8}, peak: {factor: 3}",
            "{at: peak}",
            ("kept up", "360", "mean", "960"),
        ),
        (DAILY, "{pages_per_minute: 4}", ("kept up", "240", "kept up", "1,920")),
        (f"{DAILY}, peak: {{pages_per_minute: 9}}", "{at: peak}", ("kept up", "540", "mean", "1,200")),
        (f"{DAILY}, peak: {{busiest_hour: 25%}}", "{at: peak}", ("busiest", "300", "mean", "1,200")),
        (f"{DAILY}, peak: {{busiest_hour: 25%}}", "{at: mean}", ("kept up", "150", "mean", "1,200")),
        (
            "drivers: {visitors: 1200}, per: day, peak: {busiest_hour: 25%, busiest_minute: 2}",
            "{at: peak}",
            ("busiest", "300", "mean", "1,200"),
        ),
        (
            "drivers: {visitors: 6000}, per: week, active: {days_per_week: 5, hours_per_day: 8}, "
            f"peak: {{hours: {HALF}, weekdays: [2, 1, 1, 1, 1, 0, 0]}}",
            "{at: peak}",
            ("busiest", "1,000", "busiest", "2,000"),
        ),
        (
            "drivers: {share: 1}, per: day, active: {hours_per_day: 8}, "
            f"regions: {{a: {{zone: UTC, drivers: {{people: 100}}}}, b: {{zone: UTC, drivers: {{people: 300}}}}}}, "
            f"peak: {{hours: {HALF}}}",
            "{at: peak}",
            ("busiest", "200", "mean", "400"),
        ),
        ("drivers: {files: 12000}, deadline_hours: 6", "{at: mean}", ("kept up", "2,000", "batch", "12,000")),
        ("drivers: {files: 12000}, deadline_hours: 48", "{at: mean}", ("kept up", "250", "kept up", "6,000")),
        (SITES, "{sites_at_peak: none}", ("kept up", "150", "mean", "1,200")),
        (
            f"{SITES}, peak: {{pages_per_minute_per_site: 2}}",
            "{sites_at_peak: all}",
            ("kept up", "1,200", "mean", "1,200"),
        ),
        (
            "sites: 10, sustained: {pages_per_minute_per_site: 0.1}",
            "{sites_at_peak: none}",
            ("kept up", "60", "kept up", "1,440"),
        ),
        (
            f"{SITES}, stages: {{later: {{from: 2027-09, sites: 20}}}}",
            "{sites_at_peak: none, stage: later}",
            ("kept up", "300", "mean", "2,400"),
        ),
        (
            f"{DAILY}, peak: {{busiest_hour: 25%}}, stages: {{later: {{from: 2027-09, drivers: {{visitors: 2000}}}}}}",
            "{at: peak, stage: later}",
            ("busiest", "500", "mean", "2,000"),
        ),
        (
            f"{DAILY}, peak: {{factor: 3}}, stages: {{later: {{from: 2027-09, factor: 2}}}}",
            "{at: peak, stage: later}",
            ("kept up", "900", "mean", "2,400"),
        ),
    ],
)
def test_an_hour_and_a_day_have_the_pages_that_are_stated_of_them(
    traffic: str, case: str, told: tuple[str, str, str, str]
) -> None:
    hour, each_hour, day, each_day = volume(traffic, case)
    number = (each_hour.partition(" ")[0], each_day.partition(" ")[0])
    assert (hour, number[0], day, number[1]) == told


def test_the_limit_of_a_day_does_not_bind_where_real_days_keep_to_it_though_the_peak_kept_up_would_not() -> None:
    found = sheet(**{"models__loom-4__published__requests_per_day": "14000"})
    day = found["request.models.loom-4.limits.requests_per_day.times_published"].value
    assert day < 1 < found["request.models.loom-4.most_requests_per_day"].value / 14000


def test_headroom_is_on_top_of_a_day_as_of_a_minute() -> None:
    with_room = sheet(proposal__request__headroom="{value: 20%, source: {assumed: so}}")
    key = "request.models.loom-4.requests_per_busy_day"
    assert with_room[key].value == sheet()[key].value * 6 / 5


def test_only_what_a_limit_is_published_for_is_worked_out_and_pool_by_pool() -> None:
    found = sheet_of(REGIONS, {"models.wolf-70b.published": "{tier: t, requests_per_day: 9, source: {vendor: so}}"})
    own = sorted(name for name in found if "_per_busy_" in name and name.startswith("request."))
    assert own == [f"request.pools.{pool}.models.wolf-70b.requests_per_busy_day" for pool in ("eu", "us")]
    assert "busy" not in "".join(sheet_of(DAY_LIMITS, {"models.loom-4.published": "{tier: t, tokens_per_minute: 9}"}))
