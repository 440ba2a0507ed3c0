"""A scenario states its traffic in one way, a load case its rate in one."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

from generator.inputs.entry import MisfitError
from generator.inputs.quantities import Quantity
from generator.inputs.reading import read_as
from generator.inputs.scenarios import LoadCase, Peak, Scenario
from tests.inputs.refusal import refused

F = Fraction
CASE = {"label": "Peak", "description": "Some peak."}
SCENARIO = {
    "label": "Shop",
    "page_profile": "full",
    "sites": F(10),
    "load_cases": {"peak": {**CASE, "pages_per_minute": F(1)}},
}
MONTH = {"active_days": F(22), "hours_per_day": F(16)}
CAMPAIGN = {"weeks": F(3), "days_per_week": F(5), "hours_per_day": F(8)}
VIEWED = {"page_views_per_site": F(1000), "generative_share": "10%"}


def test_a_peak_is_derived_from_page_views_or_stated() -> None:
    views, stated = {"page_views_per_minute_per_site": F(5)}, {"pages_per_minute_per_site": F(1)}
    assert read_as(Peak, views).pages_per_minute_per_site is None
    assert read_as(Peak, stated).page_views_per_minute_per_site is None
    one_of = "expected one of page_views_per_minute_per_site, pages_per_minute_per_site, pages_per_minute, factor"
    both = "found page_views_per_minute_per_site and pages_per_minute_per_site"
    at = ("pages_per_minute_per_site",)
    assert refused(Peak, {**views, **stated}) == (f"{one_of}, busiest_hour and hours, {both}", at)
    assert refused(Peak, {}) == (f"{one_of}, busiest_hour and hours, found none", ("[key]",))


def test_a_load_case_has_sites_at_peak_or_a_stated_rate_or_that_of_drivers() -> None:
    one_of = "expected one of sites_at_peak, pages_per_minute and at, found"
    both = {**CASE, "sites_at_peak": F(0), "pages_per_minute": F(0)}
    assert refused(LoadCase, both) == (f"{one_of} sites_at_peak and pages_per_minute", ("pages_per_minute",))
    assert refused(LoadCase, CASE) == (f"{one_of} none", ("[key]",))


def test_the_sites_at_peak_may_be_all_none_or_a_range() -> None:
    def at_peak(value: object) -> object:
        return read_as(LoadCase, {**CASE, "sites_at_peak": value}).sites_at_peak

    assert [at_peak("all"), at_peak("none")] == ["all", "none"]
    some = at_peak({"low": F(0), "high": F(4)})
    assert isinstance(some, Quantity)
    assert some.ends == (F(0), F(2), F(4))
    with pytest.raises(MisfitError, match="expected a number, all or none, found most"):
        at_peak("most")


@pytest.mark.parametrize(
    "more",
    [
        {},
        {**VIEWED, "month": MONTH},
        {**VIEWED, "campaign": CAMPAIGN},
        {"sustained": {"pages_per_minute_per_site": F(1)}},
        {"generative_share": "10%", "peak": {"page_views_per_minute_per_site": F(5)}},
        {"peak": {"pages_per_minute_per_site": F(5)}},
        {**VIEWED, "month": MONTH, "peak": {"page_views_per_minute_per_site": F(5)}},
    ],
)
def test_a_scenario_states_its_traffic_in_one_of_these_ways(more: Mapping[str, Any]) -> None:
    sites = read_as(Scenario, {**SCENARIO, **more}).sites
    assert sites is not None
    assert sites.value == 10


def test_a_scenario_spreads_its_page_views_over_one_thing() -> None:
    spread = {"campaign": CAMPAIGN, "month": MONTH, "sustained": {"pages_per_minute_per_site": F(1)}}
    said = "expected at most one of campaign, month and sustained, found"
    assert refused(Scenario, {**SCENARIO, **VIEWED, **spread}) == (
        f"{said} campaign and month and sustained",
        ("month",),
    )
    del spread["month"]
    assert refused(Scenario, {**SCENARIO, **VIEWED, **spread}) == (f"{said} campaign and sustained", ("sustained",))


def test_page_views_and_their_share_go_with_what_they_are_spread_over() -> None:
    views = "page_views_per_site goes with a campaign or a month"
    share = "generative_share goes with page views, in the campaign, the month or the peak"
    just_views, just_share = {"page_views_per_site": F(1)}, {"generative_share": "10%"}
    views_at, share_at = ("page_views_per_site",), ("generative_share",)
    assert refused(Scenario, {**SCENARIO, **just_views}) == (f"{views}; leave it out", views_at)
    assert refused(Scenario, {**SCENARIO, **just_share, "month": MONTH}) == (f"{views}; it is missing", views_at)
    assert refused(Scenario, {**SCENARIO, **just_share}) == (f"{share}; leave it out", share_at)
    assert refused(Scenario, {**SCENARIO, **just_views, "month": MONTH}) == (f"{share}; it is missing", share_at)
    derived = {"peak": {"page_views_per_minute_per_site": F(5)}}
    assert refused(Scenario, {**SCENARIO, **derived}) == (f"{share}; it is missing", share_at)
    stated = {**just_share, "peak": {"pages_per_minute_per_site": F(5)}}
    assert refused(Scenario, {**SCENARIO, **stated}) == (f"{share}; leave it out", share_at)


def test_a_scenario_has_one_page_profile_or_shares_of_several_that_are_all_of_its_pages() -> None:
    rest = {key: one for key, one in SCENARIO.items() if key != "page_profile"}
    assert read_as(Scenario, SCENARIO).profiles == ["full"]
    assert read_as(Scenario, {**rest, "page_profiles": {"full": "70%", "short": "30%"}}).profiles == [
        "full",
        "short",
    ]
    ranged = {"full": "70%", "short": {"low": "20%", "likely": "30%", "high": "50%"}}
    assert read_as(Scenario, {**rest, "page_profiles": ranged}).profiles == ["full", "short"]
    with pytest.raises(MisfitError, match="come to 110%"):
        read_as(Scenario, {**rest, "page_profiles": {"full": "70%", "short": "40%"}})
    with pytest.raises(MisfitError, match="not both"):
        read_as(Scenario, {**SCENARIO, "page_profiles": {"full": "70%", "short": "30%"}})
