"""The peak of a day's hours: of one profile, or of regions by their clocks, whose sum has its own busiest hour."""

from datetime import date
from fractions import Fraction
from zoneinfo import ZoneInfo, available_timezones

import pytest

from generator.errors import ProposalError
from generator.figures.figure import Sheet
from generator.figures.profiles import clock_day
from generator.inputs import load
from generator.inputs.drivers import ahead
from tests.conftest import DAY_LIMITS, ROOT
from tests.sheets import sheet_of

FOLDER = ROOT / "tests" / "proposals" / "two-continents"
TALKS = "scenarios.talks"
CLOCK_DAYS = (date(2026, 12, 1), date(2027, 7, 1))
DAYS_OF_NOTHING = "nothing is made of the active days of a region here"


def sheet(changes: dict[str, str]) -> Sheet:
    return sheet_of(FOLDER, {f"{TALKS}.{key}": text for key, text in changes.items()})


def test_regions_with_the_same_clocks_peak_together() -> None:
    zones = {f"regions.{name}.zone": "UTC" for name in ("europe", "america")}
    found = sheet({**zones, "regions.india": "{zone: UTC, drivers: {users: 5000}}"})
    assert found[f"{TALKS}.pages_in_busiest_hour"].value == 450_000 * 10 / 80
    assert [h for h in range(24) if found[f"{TALKS}.utc.{h:02d}.is_busiest"].value] == [10, 14]


def test_the_hours_of_all_regions_have_the_pages_of_a_day() -> None:
    found = sheet({})
    hours = [found[f"{TALKS}.utc.{hour:02d}.pages_per_hour"].value for hour in range(24)]
    assert sum(hours) == found[f"{TALKS}.pages"].value == 450_000


def test_the_clocks_are_those_of_the_day_from_which_the_capacity_is_needed() -> None:
    summer = {"proposal.needed_by": "2027-07-01", "proposal.dated": "2027-02-28"}
    found, winter = sheet_of(FOLDER, summer), sheet({})
    at = f"{TALKS}.regions.europe.utc"
    assert found[f"{at}.12.pages_per_hour"].value == winter[f"{at}.13.pages_per_hour"].value == 30_000
    assert clock_day(load(FOLDER, summer).inputs.proposal) == date(2027, 7, 1)
    assert clock_day(load(FOLDER, {"proposal.needed_by": "to be agreed"}).inputs.proposal) == date(2027, 2, 28)


def test_a_region_has_a_share_of_the_drivers_or_drivers_of_its_own() -> None:
    shares = {"america": "{zone: America/New_York, share: 45%}", "europe": "{zone: Europe/Zurich, share: 55%}"}
    written = "{" + ", ".join(f"{name}: {one}" for name, one in shares.items()) + "}"
    found = sheet({"regions": written, "drivers": "{users: 75000, turns: 6}"})
    assert found[f"{TALKS}.regions.america.pages"].value == 202_500
    assert found[f"{TALKS}.pages"].value == 450_000


def test_every_zone_of_today_has_its_clocks() -> None:
    ours = {ahead(ZoneInfo(name), day) % 1 for name in available_timezones() - {"localtime"} for day in CLOCK_DAYS}
    assert ours == {0, Fraction(1, 2), Fraction(3, 4)}


def test_a_region_on_clocks_of_three_quarters_of_an_hour_has_parts_of_both_hours() -> None:
    known = sheet_of(DAY_LIMITS)
    utc = "scenarios.offices.regions.nepal.utc"
    assert [known[f"{utc}.{hour}.pages_per_hour"].value for hour in ("03", "04", "05")] == [75, 175, 125]


def test_a_region_has_active_days_of_its_own_and_changes_alone_in_a_stage() -> None:
    found = sheet_of(DAY_LIMITS, {"scenarios.offices.regions.gulf.active.days_per_month": "13"})
    assert found["scenarios.offices.regions.gulf.pages_per_active_day"].value == 1800
    assert found["scenarios.offices.regions.nepal.pages_per_active_day"].value == 900
    then = "scenarios.offices.stages.autumn.regions"
    assert found[f"{then}.nepal.pages"].value == found["scenarios.offices.regions.nepal.pages"].value
    of_all = "{label: Then, from: 2027-09, regions: {nepal: {drivers: {letters: 1}}}}"
    one = sheet_of(DAY_LIMITS, {"scenarios.offices.stages.autumn": of_all})
    assert (one[f"{then}.nepal.pages"].value, one[f"{then}.gulf.pages"].value) == (1, 23_400)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"regions.europe.zone": "Europe/Zurch"}, "Europe/Zurch is not a time zone; did you mean Europe/Zurich?"),
        ({"regions.europe.active": "{days_per_week: 6}"}, "per: day is not spread over days_per_week; leave it out"),
        (
            {"peak": "{factor: 2}", "regions.europe": "{drivers: {users: 1}, active: {days_per_month: 9}}"},
            DAYS_OF_NOTHING,
        ),
        ({"stages": "{a: {from: 2027-04, regions: {asia: {drivers: {users: 1}}}}}"}, "the scenario has no region asia"),
        ({"stages": "{a: {from: 2027-04, regions: {india: {drivers: {usrs: 1}}}}}"}, "did you mean users?"),
        ({"regions.europe": "{drivers: {users: 1}}"}, "a region needs a zone, by whose clocks its hours are"),
        ({"peak.hours": "[1, 2]"}, "expected 24 hours of a day, found 2"),
        ({"peak.weekdays": "[0, 0, 0, 0, 0, 0, 0]"}, "none of the 7 days of a week is above zero"),
        ({"peak": "{factor: 2}"}, "nothing is made of the zone of a region here"),
        ({"regions": "{a: {zone: UTC, share: 40%}}"}, "the shares of the regions come to 40%"),
        ({"peak": "{factor: 2, busiest_minute: 2}"}, "busiest_minute goes with hours or busiest_hour"),
    ],
)
def test_what_does_not_fit_is_told(changes: dict[str, str], said: str) -> None:
    with pytest.raises(ProposalError) as caught:
        load(FOLDER, {f"{TALKS}.{key}": text for key, text in changes.items()})
    assert [fault for fault in caught.value.faults if said in f"{fault.what}; {fault.hint}"]
