"""What is called by an entity's name follows its rename, in the inputs and in the names of figures."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args, get_origin

import pytest

from generator.inputs.entry import Entry, fields_of
from generator.inputs.raw import Raw, read
from generator.inputs.records import Inputs
from generator.review.diff.changes import (
    ADDED,
    KEYED,
    NAMING,
    REMOVED,
    RENAMED,
    Change,
    changes_between,
    name_today,
    names_of_figures,
    renamed,
)
from generator.review.diff.difference import diff
from tests.conftest import SMALL
from tests.review.diff.edited import BASE, raw
from tests.review.diff.test_changes import leaves, models


def called(path: tuple[str, ...], old: str) -> Change:
    return Change(RENAMED, path, old, path[-1])


def test_every_field_that_names_an_entry_of_a_table_is_known_to_follow_its_rename() -> None:
    found = {name for name, holds in leaves(Inputs) if "known.<locals>" in holds}
    keyed = set(keyed_by_names(Inputs))
    assert keyed == KEYED
    # Units of work are no entries.
    assert found | keyed - {"work"} == {field for fields in NAMING.values() for field in fields}


def keyed_by_names(record: type[Entry]) -> Iterator[str]:
    """The fields of a record, and of those below it, whose keys name entries of another table."""
    for name, field in fields_of(record).items():
        kinds = [field.kind, *get_args(field.kind)]
        if any(get_origin(one) is dict and "known.<locals>" in repr(get_args(one)[0]) for one in kinds):
            yield name
        for one in models(field.kind):
            yield from keyed_by_names(one)


MEDIA, VENDORS = SMALL.parent / "media", SMALL.parent / "two-vendors"
SOURCED = ("{short: 75%,", "{short: {value: 75%, source: {assumed: so}},")


def of(folder: Path, *edits: tuple[str, str]) -> Raw:
    texts = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.yaml")}
    for old, new in edits:
        assert any(old in text for text in texts.values()), old
        texts = {name: text.replace(old, new) for name, text in texts.items()}
    return read(Path("edited") / folder.name, {}, texts)


@pytest.mark.parametrize(
    ("folder", "path", "old"),
    [(MEDIA, ("page_profiles", "brief"), "short"), (VENDORS, ("models", "birch"), "aspen-9")],
)
def test_keys_that_name_an_entry_follow_its_rename_and_so_do_figures(
    folder: Path, path: tuple[str, ...], old: str
) -> None:
    found = diff(of(folder), of(folder, (f"{old}:", f"{path[-1]}:")))
    assert [(one.kind, one.path, one.old) for one in found.changes] == [(RENAMED, path, old)]
    assert (found.moved, found.new, found.vanished) == ((), (), ())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{short: {value: 75%, source: {assumed: so}}", "{document: {value: 75%, source: {assumed: so}}"),
        ("work: {image: {low: 2, high: 4}}", "work: {page: {low: 2, high: 4}}"),
    ],
)
def test_what_names_another_entry_now_and_is_the_same_else_is_no_rename_and_moves_what_it_moves(
    old: str, new: str
) -> None:
    base, target = of(MEDIA, SOURCED), of(MEDIA, SOURCED, (old, new))
    found = diff(base, target)
    assert [one.kind for one in found.changes] == [REMOVED, ADDED]
    for number, limit in enumerate(found.limits):
        assert sum(one.shares[number] for one in found.causes) == limit.new - limit.old
    assert any(one.old != one.new for one in found.limits)


def test_a_field_that_stands_for_another_is_no_rename() -> None:
    target = of(MEDIA, ("  peak: {pages_per_minute_per_site: 3}\n", ""), ("sustained: {", "peak: {"))
    base = of(MEDIA, ("  peak: {pages_per_minute_per_site: 3}\n", ""))
    assert [one.kind for one in changes_between(base, target)] == [REMOVED, ADDED]


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
