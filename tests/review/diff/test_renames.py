"""What is called by an entity's name follows its rename, in the inputs and in the names of figures."""

import pytest

from generator.inputs.records import Inputs
from generator.review.diff.changes import NAMING, RENAMED, Change, name_today, names_of_figures, renamed
from tests.review.diff.edited import BASE, raw
from tests.review.diff.test_changes import leaves


def called(path: tuple[str, ...], old: str) -> Change:
    return Change(RENAMED, path, old, path[-1])


def test_every_field_that_names_an_entry_of_a_table_is_known_to_follow_its_rename() -> None:
    found = {name for name, holds in leaves(Inputs) if "known.<locals>" in holds}
    assert {*found, "beside"} == {field for fields in NAMING.values() for field in fields}


def test_a_renamed_case_is_called_so_wherever_a_field_names_it() -> None:
    found = renamed(BASE, [called(("scenarios", "production", "load_cases", "rush"), "peak")])
    assert found.values["proposal"]["request"]["headline_case"] == "production.rush"
    assert "rush" in found.values["scenarios"]["production"]["load_cases"]
    assert "peak" in found.values["scenarios"]["demo"]["load_cases"]


def test_the_case_of_a_base_reservation_follows_the_rename_of_its_scenario() -> None:
    headline = "headline_case: production.peak\n"
    base = raw(("proposal", headline, f"{headline}  base_case: production.sustained\n"))
    found = renamed(base, [called(("scenarios", "live"), "production")])
    assert found.values["proposal"]["request"]["base_case"] == "live.sustained"


@pytest.mark.parametrize(
    ("rename", "old", "new"),
    [
        (
            called(("scenarios", "live"), "production"),
            "production.peak.tokens_per_minute",
            "live.peak.tokens_per_minute",
        ),
        (called(("scenarios", "live"), "production"), "scenarios.production.sites", "scenarios.live.sites"),
        (
            called(("models", "big"), "gpt-oss-120b"),
            "request.models.gpt-oss-120b.cache_rate",
            "request.models.big.cache_rate",
        ),
        (called(("models", "big"), "gpt-oss-120b"), "request.cache_rate", "request.cache_rate"),
    ],
)
def test_a_figure_of_a_renamed_entity_has_its_name_of_today(rename: Change, old: str, new: str) -> None:
    assert name_today(old, names_of_figures([rename], BASE)) == new


def test_what_goes_on_after_a_dot_keeps_its_name() -> None:
    case = ("scenarios", "    worst:\n      label: Production, worst", "    peak.late:\n      label: Production, worst")
    base = raw(case, ("proposal", "case: production.worst", "case: production.peak.late"))
    names = names_of_figures([called(("scenarios", "production", "load_cases", "rush"), "peak")], base)
    assert name_today("production.peak.late.cache_rate", names) == "production.peak.late.cache_rate"
    assert name_today("production.peak.cache_rate", names) == "production.rush.cache_rate"
