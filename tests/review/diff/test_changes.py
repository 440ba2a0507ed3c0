"""Changes are found at their place; what cannot be moved apart moves together; a rename moves nothing."""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import takewhile
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from pydantic import BaseModel

from generator.figures.sheet import calculate
from generator.inputs.load import validated
from generator.inputs.located_yaml import parse
from generator.inputs.raw import Raw, read
from generator.inputs.records import Inputs
from generator.review.diff.changes import NAMING, WORDS, Change, Mixtures, changes_between, mixture, quantity_text
from tests.conftest import ROOT

CEREBRAS = ROOT / "tests" / "proposals" / "seed"
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in CEREBRAS.glob("*.yaml")}


def raw(*edits: tuple[str, str, str]) -> Raw:
    """The Cerebras inputs with texts of their files replaced: (file, old, new)."""
    texts = dict(TEXTS)
    for file, old, new in edits:
        assert old in texts[f"{file}.yaml"], old
        texts[f"{file}.yaml"] = texts[f"{file}.yaml"].replace(old, new)
    return read(Path("edited/cerebras-2026"), {}, texts)


BASE = raw()
CALL = """  calls:
    summary:
      label: Summary
      model: llama-4
      input_tokens: 900
      output_tokens: 100
"""
MODEL = "llama-4: {reservation: secondary, role: Summary, purpose: Sums up., source: {stated: trial}}\n\n"
ADDED = (("page_profiles", "  calls:\n", CALL), ("models", "gpt-oss-120b:\n", f"{MODEL}gpt-oss-120b:\n"))


def told(changes: list[Change]) -> list[tuple[str, str, str, str]]:
    return [(one.kind, one.name, quantity_text(one.old), quantity_text(one.new)) for one in changes]


def test_a_changed_value_is_found_with_its_line_on_both_sides() -> None:
    target = raw(("scenarios", "  sites: 10\n", "  # more of them\n  sites: 12\n"))
    (change,) = changes_between(BASE, target)
    assert told([change]) == [("changed", "scenarios.production.sites", "10", "12")]
    assert (change.was.file, change.was.line + 1) == (change.place.file, change.place.line)


def test_a_range_is_one_change() -> None:
    target = raw(("page_profiles", "tokens: {low: 400, likely: 500,", "tokens: {low: 450, likely: 510,"))
    assert [one[1] for one in told(changes_between(BASE, target))] == [
        "page_profiles.all-cerebras.components.block-template.tokens"
    ]


def test_a_load_case_may_be_called_high_and_is_no_range() -> None:
    called = (
        ("scenarios", "    worst:\n      label: Production, worst", "    high:\n      label: Production, worst"),
        ("proposal", "alternative_case: production.worst", "alternative_case: production.high"),
    )
    target = raw(*called, ("scenarios", "page_views_per_minute_per_site: 5000", "page_views_per_minute_per_site: 6000"))
    assert told(changes_between(raw(*called), target)) == [
        ("changed", "scenarios.production.peak.page_views_per_minute_per_site", "5000", "6000")
    ]


def test_an_added_entity_is_one_change_and_so_is_a_removed_one() -> None:
    target = raw(*ADDED)
    assert [(one.kind, one.name) for one in changes_between(BASE, target)] == [
        ("added", "models.llama-4"),
        ("added", "page_profiles.all-cerebras.calls.summary"),
    ]
    assert [one.kind for one in changes_between(target, BASE)] == ["removed", "removed"]


def test_a_renamed_entity_is_found_and_moves_no_figure() -> None:
    target = raw(("savings", "rate-limiting:", "throttling:"))
    (change,) = changes_between(BASE, target)
    assert (change.kind, change.name, change.old, change.new) == (
        "renamed",
        "savings.throttling",
        "rate-limiting",
        "throttling",
    )
    assert Mixtures(BASE, target, [change]).groups == []


def test_what_only_follows_a_rename_is_no_change() -> None:
    old, new = "production:\n  label: Production sites", "live:\n  label: Production sites"
    edits = [("scenarios", old, new), ("caching", "scenario: production", "scenario: live")]
    target = raw(*edits, ("proposal", "case: production.", "case: live."))
    assert told(changes_between(BASE, target)) == [("renamed", "scenarios.live", "production", "live")]


WORST = (
    ("scenarios", "    peak:\n      label: Demo, peak", "    worst:\n      label: Demo, peak"),
    ("proposal", "demo.peak: {included: false}", "demo.worst: {included: false}"),
)


def test_a_change_that_reads_like_a_rename_is_none() -> None:
    cases = ("headline_case: production.peak", "alternative_case: production.worst")
    swapped = ("headline_case: production.worst", "alternative_case: production.peak")
    target = raw(*WORST, *(("proposal", *pair) for pair in zip(cases, swapped, strict=True)))
    assert told(changes_between(BASE, target)) == [
        ("changed", "proposal.request.headline_case", "production.peak", "production.worst"),
        ("changed", "proposal.request.alternative_case", "production.worst", "production.peak"),
        ("renamed", "scenarios.demo.load_cases.worst", "peak", "worst"),
    ]


def test_what_changes_in_a_thing_under_its_new_name_is_a_change_from_the_old_one() -> None:
    target = raw(*WORST, ("proposal", "demo.worst: {included: false}", "demo.worst: {included: true}"))
    changes = changes_between(BASE, target)
    assert told(changes)[0] == ("changed", "proposal.request.beside.demo.worst.included", "false", "true")
    assert changes[0].was == BASE.places["proposal", "request", "beside", "demo.peak", "included"]
    mixtures = Mixtures(BASE, target, changes)
    assert [len(group) for group in mixtures.groups] == [1]
    assert mixtures.values(frozenset()) != mixtures.values(frozenset({0}))


def test_another_case_beside_is_no_rename() -> None:
    target = raw(("proposal", "demo.peak: {included", "demo.sustained: {included"))
    assert [one.kind for one in changes_between(BASE, target)] == ["removed", "added"]


def test_every_field_that_names_an_entry_of_a_table_is_known_to_follow_its_rename() -> None:
    found = {name for name, holds in leaves(Inputs) if "known.<locals>" in holds}
    assert {*found, "beside"} == {field for fields in NAMING.values() for field in fields}


def moved_up(key: str) -> tuple[str, str, str]:
    """The edit that makes a call of the Cerebras inputs the first."""
    calls = TEXTS["page_profiles.yaml"].split("  calls:\n")[1].split("  facts:\n")[0]
    begin = f"    {key}:\n"
    rest = calls.split(begin)[1]
    own = begin + "".join(takewhile(lambda line: line.startswith("      "), rest.splitlines(keepends=True)))
    return "page_profiles", calls, own + calls.replace(own, "")


def test_entries_in_another_order_are_a_change_and_no_cause() -> None:
    target = raw(moved_up("hero"))
    (change,) = changes_between(BASE, target)
    assert (change.kind, change.name) == ("reordered", "page_profiles.all-cerebras.calls")
    assert change.place == target.places[change.path]
    assert [*change.new][:3] == ["hero", "classification", "reasoning"]
    assert Mixtures(BASE, target, [change]).groups == []
    assert mixture(BASE, target, [change]).places == BASE.places


def test_an_entry_that_came_before_others_leaves_them_in_their_order() -> None:
    assert {one.kind for one in changes_between(BASE, raw(*ADDED))} == {"added"}
    target = raw(*ADDED, moved_up("hero"))
    assert [one.kind for one in changes_between(BASE, target)] == ["added", "added", "reordered"]


def test_keys_of_a_record_have_no_order() -> None:
    text = "      input_tokens: 350\n      output_tokens: 80\n"
    turned = "      output_tokens: 80\n      input_tokens: 350\n"
    assert changes_between(BASE, raw(("page_profiles", text, turned))) == []


def test_words_are_changes_and_no_causes() -> None:
    target = raw(
        ("scenarios", "label: Demo sites", "label: Trial sites"), ("proposal", "2026 estimate", "2027 estimate")
    )
    changes = changes_between(BASE, target)
    assert [one.name for one in changes] == ["proposal.edition", "scenarios.demo.label"]
    assert Mixtures(BASE, target, changes).groups == []


BUMPED = (
    ("proposal", 'version: "1.0"', 'version: "1.1"'),
    ("proposal", "dated: 2026-11-27", "dated: 2026-12-01"),
    ("proposal", "needed_by: to be agreed", "needed_by: 2027-01-04"),
    ("proposal", "    says: Exact prefixes", "    says: Prefixes"),
    ("proposal", " On which endpoint can", " Where can"),
    ("proposal", "label: Rate limits,", "label: Limits of a rate,"),
    ("proposal", "reference: Rate limits", "reference: Limits of a rate"),
    ("proposal", 'value: 3, source: {vendor: "Rate limits,', 'value: 3, source: {vendor: "Limits of a rate,'),
    ("proposal", "minutes guaranteed", "minutes promised"),
    ("scenarios", 'source: {stated: "Hand-written estimate, Scenario A"}', "source: {assumed: as we think}"),
)


def test_a_new_version_with_one_new_number_has_one_cause() -> None:
    target = raw(*BUMPED, ("scenarios", "  sites: 10\n", "  sites: 12\n"))
    changes = changes_between(BASE, target)
    assert len(changes) > len(BUMPED)
    groups = Mixtures(BASE, target, changes).groups
    assert [[one.name for one in group] for group in groups] == [["scenarios.production.sites"]]


@pytest.mark.parametrize("name", ["source", "role", "notes", "label", "status", "stated"])
def test_an_entity_may_be_called_by_a_key_of_words_and_its_numbers_are_causes(name: str) -> None:
    called = ("page_profiles", "    hero:\n", f"    {name}:\n")
    text = "      label: Hero content\n      model: llama-3.3-70b\n      input_tokens: 1500\n"
    more = ("page_profiles", text, text.replace("1500", "3000"))
    cause = f"page_profiles.all-cerebras.calls.{name}"
    for base, causes in ((raw(called), {f"{cause}.input_tokens"}), (BASE, {cause, cause.replace(name, "hero")})):
        target = raw(called, more)
        groups = Mixtures(base, target, changes_between(base, target)).groups
        assert {one.name for group in groups for one in group} == causes


def test_a_number_that_needs_the_targets_source_is_valid_with_it() -> None:
    source = '    source: {assumed: "at these rates a prefix is asked for again long before it leaves the cache"}\n'
    around = f"prefix_cache:\n{source[2:]}  hit_rate: 90%\n"
    target = raw(("caching", f"prefix_cache:\n  hit_rate:\n    value: 100%\n{source}", around))
    mixtures = Mixtures(BASE, target, changes_between(BASE, target))
    assert [one.name for (one,) in mixtures.groups] == ["caching.prefix_cache.hit_rate"]
    assert mixtures.values(frozenset({0}))["caching.prefix_cache.hit_rate"] == Fraction(9, 10)


def test_a_number_that_is_given_a_source_is_the_same_number() -> None:
    sourced = raw(("scenarios", "  sites: 10\n", "  sites: {value: 10, source: {stated: A letter}}\n"))
    for base, target in ((BASE, sourced), (sourced, BASE)):
        (change,) = changes_between(base, target)
        assert (change.name, change.words) == ("scenarios.production.sites", True)


def leaves(record: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """The fields below a record that a change may end at, but for numbers, each with what it holds; a list is one."""
    for name, field in record.model_fields.items():
        below = [] if get_origin(field.annotation) is list else list(models(field.annotation))
        if not below and not re.search("Fraction|bool", repr(field.annotation)):
            yield name, repr((field.annotation, field.metadata))
        for one in below:
            yield from leaves(one)


def models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models(part)


def test_every_field_that_holds_no_number_and_names_nothing_that_counts_is_known_as_words() -> None:
    found = {name for name, holds in leaves(Inputs) if "known.<locals>" not in holds}
    assert found - {"reservation"} == WORDS


def test_an_added_call_and_the_model_it_needs_move_as_one_group() -> None:
    target = raw(*ADDED, ("scenarios", "  sites: 10\n", "  sites: 12\n"))
    mixtures = Mixtures(BASE, target, changes_between(BASE, target))
    assert sorted(sorted(one.name for one in group) for group in mixtures.groups) == [
        ["models.llama-4", "page_profiles.all-cerebras.calls.summary"],
        ["scenarios.production.sites"],
    ]


def test_values_that_are_only_valid_together_move_together() -> None:
    peak = "sites_at_peak: {low: 2, likely: 2, high: 3}"
    target = raw(("scenarios", "  sites: 10\n", "  sites: 20\n"), ("scenarios", peak, "sites_at_peak: 15"))
    mixtures = Mixtures(BASE, target, changes_between(BASE, target))
    assert [len(group) for group in mixtures.groups] == [2]


@pytest.mark.parametrize("rename", [(), (("savings", "rate-limiting:", "throttling:"),)], ids=["", "renamed"])
def test_none_and_all_of_the_changes_give_what_the_sheets_of_base_and_target_hold(
    rename: tuple[tuple[str, str, str], ...],
) -> None:
    target = raw(*ADDED, ("scenarios", "  sites: 10\n", "  sites: 12\n"), *rename)
    changes = changes_between(BASE, target)
    before, after = (calculate(validated(one)) for one in (BASE, target))
    found, taken = Mixtures(BASE, target, changes), Mixtures(BASE, target, changes, before, after)
    for chosen in (frozenset[int](), frozenset({0, 1})):
        assert taken.values(chosen) == found.values(chosen)


def test_all_changes_made_to_the_base_give_the_target() -> None:
    target = raw(*ADDED, ("scenarios", "  sites: 10\n", "  sites: 12\n"), ("savings", "rate-limiting:", "throttling:"))
    assert mixture(BASE, target, changes_between(BASE, target)).values == target.values


@pytest.mark.parametrize("yaml", ["12", "0.5", "10%", "{low: 1, high: 2}", "[a, b]", "true"])
def test_values_are_shown_as_yaml_has_them(yaml: str) -> None:
    values: Mapping[str, Any] = parse(f"value: {yaml}", "x").values
    assert quantity_text(values["value"]) == yaml


@pytest.mark.parametrize("turn", [False, True])
def test_a_value_that_becomes_a_range_is_one_change(turn: bool) -> None:
    ranged = "tokens: {low: 400, likely: 500, high: 600"
    text = next(line.strip() for line in TEXTS["page_profiles.yaml"].splitlines() if ranged in line)
    plain = text.replace(ranged, "tokens: {value: 500")
    sides = (BASE, raw(("page_profiles", text, plain)))
    (change,) = changes_between(*(reversed(sides) if turn else sides))
    assert change.name == "page_profiles.all-cerebras.components.block-template.tokens"


def test_in_a_mixture_what_is_changed_has_the_targets_places_and_all_else_the_bases() -> None:
    target = raw(*ADDED, ("scenarios", "  sites: 10\n", "  # more\n  sites: 12\n"))
    chosen = [one for one in changes_between(BASE, target) if one.kind == "added"]
    places = mixture(BASE, target, chosen).places
    added = [("models", "llama-4", "role"), ("page_profiles", "all-cerebras", "calls", "summary")]
    assert {path: places[path] for path in added} == {path: target.places[path] for path in added}
    sites = ("scenarios", "production", "sites")
    assert places[sites] == BASE.places[sites] != target.places[sites]
    assert places.keys() == BASE.places.keys() | {
        path for path in target.places if path[:2] == added[0][:2] or path[:4] == added[1]
    }


def test_changes_that_are_invalid_together_though_each_is_not_move_with_what_makes_room_for_them() -> None:
    catalogue = "label: Product catalogue\n      tokens: "
    target = raw(
        ("page_profiles", "tokens: 8000", "tokens: 9000"),
        ("page_profiles", f"{catalogue}1750", f"{catalogue}2600"),
        ("page_profiles", "input_tokens: 11500", "input_tokens: 13000"),
        ("page_profiles", "output_tokens: 2000", "output_tokens: 2100"),
    )
    groups = Mixtures(BASE, target, changes_between(BASE, target)).groups
    assert [[one.path[-2] for one in group] for group in groups] == [
        ["reasoning-rules-and-schema", "product-catalogue", "reasoning"],
        ["reasoning"],
    ]


def test_what_cannot_follow_a_rename_leaves_an_entity_that_went_and_one_that_came() -> None:
    # The saving names the component of the headline's profile, not the one of that name that the other renames.
    text = TEXTS["page_profiles.yaml"]
    other = text[text.index("all-cerebras:") :].replace("all-cerebras", "other")
    both = ("page_profiles", text, f"{text}\n{other}")
    renamed = ("page_profiles", text, f"{text}\n{other.replace('reasoning-rules-and-schema', 'rules')}")
    demo = ("scenarios", "label: Demo sites\n  page_profile: all-cerebras", "label: Demo sites\n  page_profile: other")
    changes = changes_between(raw(both, demo), raw(renamed, demo))
    assert [(one.kind, one.path[-1]) for one in changes] == [
        ("removed", "reasoning-rules-and-schema"),
        ("added", "rules"),
        ("changed", "begins_with"),
    ]
