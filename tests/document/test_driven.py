"""What a template sees of drivers, regions and hours."""

from generator.document.driven import driven_views, hour_name, owners_of
from generator.inputs import load
from tests.conftest import ROOT
from tests.sheets import document_of, sheet_of

FOLDER = ROOT / "tests" / "proposals" / "two-continents"
PROPOSAL = load(FOLDER)
SHEET = sheet_of(FOLDER)
REGIONS = "scenarios.talks.regions"
SCENARIOS = PROPOSAL.inputs.scenarios


def test_a_region_shows_its_own_drivers_before_those_that_it_shares() -> None:
    found = driven_views(PROPOSAL.inputs, SHEET, "scenarios.talks", SCENARIOS["talks"])
    shown = {region.label: [driver.called for driver in region.drivers] for region in found["regions"]}
    assert shown["Europe"] == shown["America"] == ["Users", "Turns"]
    assert shown["India"] == ["Users", "Speaking", "Turns"]
    assert [hour.begins for hour in found["utc"] if hour.is_busiest.likely] == ["14:00"]


def test_without_regions_there_are_no_hours_of_utc() -> None:
    found = driven_views(PROPOSAL.inputs, SHEET, "scenarios.letters", SCENARIOS["letters"])
    assert (found["regions"], found["utc"], found["clocks"]) == ([], [], None)


def test_of_all_hours_the_busiest_is_derived() -> None:
    owners = dict(owners_of(SHEET, "talks", SCENARIOS["talks"]))
    assert owners["scenarios.talks.utc.14"] == "14:00 UTC"
    assert owners["scenarios.talks.regions.europe.utc.14"] == "Europe, 14:00 UTC"
    assert not any(".utc.15" in path for path in owners)
    assert hour_name(7) == "07:00"


def test_a_single_region_is_told_once_and_not_beside_all_of_them() -> None:
    text = document_of(FOLDER, {REGIONS: "{asia: {zone: Asia/Kolkata, drivers: {users: 9}}}"}).text
    assert "The region has most in the hour from 05:00 UTC" in text
    assert "| From | Asia |\n|---|--:|\n" in text
    assert "All regions" not in text
