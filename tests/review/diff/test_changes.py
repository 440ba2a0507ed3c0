"""Changes are found at their place; a rename, an order and words are told apart from what moves figures."""

import re
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest

from generator.document.record import recorded
from generator.figures.sheet import calculate
from generator.inputs.entry import Entry, fields_of
from generator.inputs.load import validated
from generator.inputs.raw import Raw, read
from generator.inputs.records import Inputs
from generator.review.diff.changes import WORDS, Change, changes_between, followed, renamed, renames_of
from generator.review.diff.values import value
from generator.review.guardrails import BROKEN, HELD, judged
from generator.review.guardrails import NEW as NEW_HERE
from generator.review.terms import Before, loosened
from tests.conftest import SMALL
from tests.review.diff.edited import (
    ADDED,
    ADDED_TO_DESK,
    ANSWER,
    BASE,
    CALL,
    DESK,
    LATE,
    TEXTS,
    causes,
    desk,
    raw,
)


def told(changes: list[Change]) -> list[tuple[str, str, str, str]]:
    return [(one.kind, one.name, value(one.old), value(one.new)) for one in changes]


def test_a_changed_value_is_found_with_its_line_in_the_target() -> None:
    target = raw(("scenarios", "  sites: 10\n", "  # more of them\n  sites: 12\n"))
    (change,) = changes_between(BASE, target)
    assert told([change]) == [("changed", "scenarios.production.sites", "10", "12")]
    assert change.place.line == BASE.places[change.path].line + 1


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
        ("changed", "scenarios.production.peak.page_views_per_minute_per_site", "5,000", "6,000")
    ]


def test_an_added_entity_is_one_change_and_so_is_a_removed_one() -> None:
    target = raw(*ADDED)
    assert [(one.kind, one.name) for one in changes_between(BASE, target)] == [
        ("added", "models.llama-4"),
        ("added", "page_profiles.all-cerebras.calls.summary"),
    ]
    assert [one.kind for one in changes_between(target, BASE)] == ["removed", "removed"]


def test_a_renamed_entity_is_found_and_moves_no_figure() -> None:
    target = desk(("page_profiles", "    answer:\n", "    reply:\n"))
    changes = changes_between(DESK, target)
    assert told(changes) == [("renamed", "page_profiles.letter.calls.reply", "answer", "reply")]
    assert causes(DESK, target) == []


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
    base, later = desk(*LATE), ("scenarios", "    late: {", "    last: {")
    target = desk(*LATE, later, ("proposal", "stand.late: {included: false}", "stand.last: {included: true}"))
    changes = changes_between(base, target)
    assert told(changes)[0] == ("changed", "proposal.request.beside.stand.last.included", "false", "true")
    assert changes[0].place == target.places["proposal", "request", "beside", "stand.last", "included"]
    assert causes(base, target) == [["proposal.request.beside.stand.last.included"]]


def test_another_case_beside_is_no_rename() -> None:
    target = raw(("proposal", "demo.peak: {included", "demo.sustained: {included"))
    assert [one.kind for one in changes_between(BASE, target)] == ["removed", "added"]


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
    last = CALL.removeprefix("  calls:\n")
    text = "      output_tokens: {low: 600, likely: 700, high: 900}\n"
    turned = desk(("page_profiles", text, text + last), ADDED_TO_DESK[1])
    assert [one.kind for one in changes_between(desk(*ADDED_TO_DESK), turned)] == ["reordered"]
    assert causes(desk(*ADDED_TO_DESK), turned) == []


def test_an_entry_that_came_before_others_leaves_them_in_their_order() -> None:
    assert {one.kind for one in changes_between(BASE, raw(*ADDED))} == {"added"}
    target = raw(*ADDED, moved_up("hero"))
    assert [one.kind for one in changes_between(BASE, target)] == ["added", "added", "reordered"]


def test_keys_of_a_record_have_no_order() -> None:
    text = "      input_tokens: 350\n      output_tokens: 80\n"
    turned = "      output_tokens: 80\n      input_tokens: 350\n"
    assert changes_between(BASE, raw(("page_profiles", text, turned))) == []


def test_words_are_changes_and_no_causes() -> None:
    target = desk(("scenarios", "label: Desk\n", "label: Table\n"), ("proposal", "spring 2027", "summer 2027"))
    changes = changes_between(DESK, target)
    assert [(one.name, one.words) for one in changes] == [("proposal.edition", True), ("scenarios.desk.label", True)]
    assert causes(DESK, target) == []


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


def test_a_new_version_with_one_new_number_has_one_change_that_is_no_word() -> None:
    target = raw(*BUMPED, ("scenarios", "  sites: 10\n", "  sites: 12\n"))
    changes = changes_between(BASE, target)
    assert len(changes) > len(BUMPED)
    assert [one.name for one in changes if not one.words] == ["scenarios.production.sites"]


@pytest.mark.parametrize("name", ["source", "label"])
def test_an_entity_may_be_called_by_a_key_of_words_and_its_numbers_are_causes(name: str) -> None:
    called = ("page_profiles", "    answer:\n", f"    {name}:\n")
    more = ("page_profiles", "input_tokens: 6050", "input_tokens: 7000")
    cause = f"page_profiles.letter.calls.{name}"
    for base, wanted in ((desk(called), {f"{cause}.input_tokens"}), (DESK, {cause, ANSWER})):
        assert {one for group in causes(base, desk(called, more)) for one in group} == wanted


def test_a_number_that_is_given_a_source_is_the_same_number() -> None:
    sourced = raw(("scenarios", "  sites: 10\n", "  sites: {value: 10, source: {stated: A letter}}\n"))
    for base, target in ((BASE, sourced), (sourced, BASE)):
        (change,) = changes_between(base, target)
        assert (change.name, change.words) == ("scenarios.production.sites", True)


def leaves(record: type[Entry]) -> Iterator[tuple[str, str]]:
    """The fields below a record that a change may end at, but for numbers, each with what it holds; a list is one."""
    for name, field in fields_of(record).items():
        below = [] if get_origin(field.kind) is list else list(models(field.kind))
        if not below and not re.search("Fraction|bool", repr(field.kind)):
            yield name, repr((field.kind, field.marks))
        for one in below:
            yield from leaves(one)


def models(annotation: Any) -> Iterator[type[Entry]]:
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        yield annotation
    for part in get_args(annotation):
        yield from models(part)


def test_every_field_that_holds_no_number_and_names_nothing_that_counts_is_known_as_words() -> None:
    found = {name for name, holds in leaves(Inputs) if "known.<locals>" not in holds}
    others = {"reservation", "left", "at", "per", "zone", "stage", "begins", "above", "independent", "set"}
    assert found - others - {"work_units"} == WORDS


@pytest.mark.parametrize("turn", [False, True])
def test_a_value_that_becomes_a_range_is_one_change(turn: bool) -> None:
    ranged = "tokens: {low: 400, likely: 500, high: 600"
    text = next(line.strip() for line in TEXTS["page_profiles.yaml"].splitlines() if ranged in line)
    plain = text.replace(ranged, "tokens: {value: 500")
    sides = (BASE, raw(("page_profiles", text, plain)))
    (change,) = changes_between(*(reversed(sides) if turn else sides))
    assert change.name == "page_profiles.all-cerebras.components.block-template.tokens"


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


OLD, NEW = "page_profiles.letter.input_tokens_per_page", "page_profiles.note.input_tokens_per_page"


def guarded(figure: str, limit: str = "largest_change: 5%") -> dict[str, str]:
    return {"proposal.guardrails": f"[{{figure: {figure}, {limit}, reason: So.}}]"}


def note(changes: dict[str, str]) -> Raw:
    """The small proposal with its page profile under another name."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in SMALL.glob("*.yaml")}
    profile = texts["page_profiles.yaml"].replace("letter:", "note:", 1)
    scenarios = texts["scenarios.yaml"].replace("page_profile: letter", "page_profile: note")
    return read(Path("small"), changes, {**texts, "page_profiles.yaml": profile, "scenarios.yaml": scenarios})


def base(limit: str = "largest_change: 5%") -> Before:
    raw = read(SMALL, guarded(OLD, limit))
    return Before("main", raw, {name: recorded(one) for name, one in calculate(validated(raw)).items()})


def outcomes(target: Raw, side: Before) -> list[str]:
    proposal = validated(target)
    found = judged(target, proposal, calculate(proposal), followed(lambda _: side, target), lambda *_: [])
    return [one.outcome for one in found]


def test_a_guarded_figure_under_another_name_is_held_to_its_old_value_without_a_word_of_agreement() -> None:
    assert outcomes(note(guarded(NEW)), base()) == [HELD]
    assert outcomes(note({}), base()) == [HELD]


def test_an_entity_that_has_another_name_and_other_content_slips_through_no_guardrail() -> None:
    more = {**guarded(NEW), "page_profiles.note.calls.answer.input_tokens": "9000"}
    assert outcomes(note(more), base()) == [NEW_HERE, BROKEN]


def test_a_guardrail_that_only_has_another_name_is_not_loosened_and_one_that_is_loosened_is() -> None:
    for limit, says in (
        ("at_most: 90000", []),
        ("at_most: 90001", [f"{NEW}: at most 90,000 is loosened to at most 90,001"]),
    ):
        target, before = note(guarded(NEW, limit)), base("at_most: 90000").raw
        assert before is not None
        sheet = calculate(validated(target))
        today = renamed(before, renames_of(changes_between(before, target)))
        assert [one.what for one in loosened(today, target, sheet)] == says


def test_where_nothing_has_another_name_a_side_is_as_it_was() -> None:
    side = base()
    target = read(SMALL, {})
    assert followed(lambda _: side, target)("") is side
    empty = Before("main")
    assert followed(lambda _: empty, target)("") is empty
