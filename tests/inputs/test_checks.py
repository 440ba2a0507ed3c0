"""What must hold between records; the words and places of what does not are in `faulty/`."""

from collections.abc import Collection
from typing import Any

import pytest

from generator.inputs import Proposal, load
from generator.inputs.asking import Request
from generator.inputs.checks import check, headline_homes
from generator.inputs.entry import Misfit, fields_of
from generator.inputs.located_yaml import KEY
from generator.inputs.reading import read_as
from generator.inputs.records import part
from tests.entries import but
from tests.inputs.conftest import VALID, Spoil, said


@pytest.fixture(scope="module")
def valid() -> Proposal:
    return load(VALID)


def files(proposal: Proposal, /, **other: Any) -> dict[str, Any]:
    """The records of a proposal by file, some replaced."""
    return {**{name: getattr(proposal.inputs, name) for name in fields_of(type(proposal.inputs))}, **other}


def found(records: dict[str, Any], whole: Collection[str] | None = None) -> list[Misfit]:
    return list(check(part(records), set(records) if whole is None else whole))


def test_nothing_is_found_in_a_valid_proposal(valid: Proposal) -> None:
    assert found(files(valid)) == []


def test_the_scenario_of_the_headline_case_is_found(valid: Proposal) -> None:
    assert headline_homes(valid.inputs) == ["shop"]


def test_the_scenario_of_a_case_is_found_where_names_hold_dots(spoil: Spoil) -> None:
    spoil("scenarios", "event:\n", "shop.peak:\n")
    spoil("proposal", "event.steady:", "shop.worst:")
    spoil("proposal", "  alternative_case: shop.worst\n", "")
    folder = spoil("proposal", "headline_case: shop.peak", "headline_case: shop.peak.steady")
    spoil("caching", "scenario: shop", "scenario: shop.peak")
    spoil("models", "[writer-1.5b]", "[planner]")
    spoil("models", "[writer-1.5b, planner]", "[planner]")
    spoil("savings", "skipped_call: plan", "skipped_call: answer")
    spoil("savings", "compressed_component: rules", "compressed_component: greeting")
    inputs = load(folder).inputs
    assert headline_homes(inputs) == ["shop.peak"]


def test_references_and_phases_are_told_apart_by_their_labels_too(valid: Proposal) -> None:
    proposal, caching = valid.inputs.proposal, valid.inputs.caching
    assert proposal.references
    twice = but(proposal, references=[*proposal.references, proposal.references[0]])
    assert [one.path for one in found(files(valid, proposal=twice))] == [
        ("proposal", "references", len(proposal.references), "label")
    ]
    assert caching.query_reuse is not None
    ((name, phase),) = list(caching.query_reuse.phases.items())[:1]
    reuse = but(caching.query_reuse, phases={name: phase, "again": phase})
    again = found(files(valid, caching=but(caching, query_reuse=reuse)))
    assert ("caching", "query_reuse", "phases", "again", "label") in [one.path for one in again]


def test_an_empty_set_of_files_holds_nothing_to_find() -> None:
    assert list(check(part({}), ())) == []


def test_a_record_is_checked_where_others_of_its_file_are_faulty(valid: Proposal) -> None:
    shop = valid.inputs.scenarios["shop"]
    broken = {"shop": but(shop, peak=None)}
    assert [one.path for one in found({"scenarios": broken}, whole=())] == [
        ("scenarios", "shop", "load_cases", "peak", "sites_at_peak"),
        ("scenarios", "shop", "load_cases", "worst", "sites_at_peak"),
    ]


def test_what_needs_several_files_is_not_judged_on_a_part_of_them(valid: Proposal) -> None:
    no_calls = files(valid, page_profiles={})
    whole = set(no_calls) - {"page_profiles"}
    assert found(no_calls, whole) == []


@pytest.mark.parametrize(
    ("headline", "alternative", "beside", "twice"),
    [
        ("shop.peak", "shop.worst", {"event.steady": True, "kiosk.stated": True}, []),
        ("shop.peak", None, {"shop.peak": True}, ["shop.peak"]),
        ("shop.peak", None, {"shop.worst": False}, ["shop.worst"]),
        ("kiosk.stated", None, {"shop.peak": True, "shop.worst": True}, ["shop.worst"]),
        ("kiosk.stated", None, {"shop.peak": True, "shop.worst": False}, []),
        ("kiosk.stated", "shop.peak", {"shop.worst": True}, ["shop.worst"]),
        ("kiosk.stated", "shop.peak", {"shop.worst": False}, []),
    ],
)
def test_the_sites_of_a_scenario_are_asked_for_once(
    valid: Proposal, headline: str, alternative: str | None, beside: dict[str, bool], twice: list[str]
) -> None:
    cases = {name: {"included": included} for name, included in beside.items()}
    request = read_as(Request, {"headline_case": headline, "alternative_case": alternative, "beside": cases})
    proposal = but(valid.inputs.proposal, request=request)
    paths = [one.path for one in found(files(valid, proposal=proposal), whole={"proposal", "scenarios"})]
    assert paths == [("proposal", "request", "beside", name, KEY) for name in twice]


def test_an_unused_model_is_found_where_only_candidates_may_rest(valid: Proposal) -> None:
    short = {"short": valid.inputs.page_profiles["short"]}
    records = {"models": valid.inputs.models, "page_profiles": short}
    assert found(records) == [Misfit(("models", "writer-1.5b", KEY), "no call uses the model writer-1.5b")]


@pytest.mark.parametrize(("tokens", "fine"), [("900", True), ("{low: 900, high: 2000}", True), ("899", False)])
def test_the_longest_prefix_must_fit_into_the_shortest_input(spoil: Spoil, tokens: str, fine: bool) -> None:
    folder = spoil("page_profiles", "input_tokens: 1000", f"input_tokens: {tokens}")
    assert (said(folder) == []) is fine


def test_the_shortest_input_counts_where_the_input_is_a_range(spoil: Spoil) -> None:
    folder = spoil("page_profiles", "input_tokens: 1000", "input_tokens: {low: 899, likely: 5000, high: 9000}")
    assert len(said(folder)) == 1


def test_one_call_with_input_is_enough_for_a_page(spoil: Spoil) -> None:
    assert said(spoil("page_profiles", "requests_per_page: 2", "requests_per_page: 0")) == []


@pytest.mark.parametrize(
    ("at_peak", "fine"),
    [
        ("10", True),
        ("all", True),
        ("0", True),
        ("{low: 0, high: 10}", True),
        ("11", False),
        ("{low: 0, high: 12}", False),
    ],
)
def test_no_more_sites_peak_than_there_are(spoil: Spoil, at_peak: str, fine: bool) -> None:
    folder = spoil("scenarios", "sites_at_peak: {low: 2, high: 4}", f"sites_at_peak: {at_peak}")
    assert (said(folder) == []) is fine


def test_the_fewest_sites_count_where_their_number_is_a_range(spoil: Spoil) -> None:
    spoil("scenarios", "sites: 10\n", "sites: {low: 8, high: 10}\n")
    folder = spoil("scenarios", "{low: 2, high: 4}", "{low: 2, high: 10}")
    assert [line.partition(": ")[2] for line in said(folder)] == [
        "up to 10 sites at peak, but the scenario may have only 8; compare scenarios.yaml:5"
    ]


KIOSK = "  sustained:\n    pages_per_minute_per_site: 1\n"
STATED = "      pages_per_minute: 5\n"


@pytest.mark.parametrize(
    ("at_peak", "fine"), [("all", True), ("2", False), ("none", False), ("{low: 0, high: 2}", False)]
)
def test_where_not_all_sites_peak_they_need_a_sustained_rate(spoil: Spoil, at_peak: str, fine: bool) -> None:
    spoil("scenarios", KIOSK, "  peak:\n    pages_per_minute_per_site: 1\n")
    folder = spoil("scenarios", STATED, f"      sites_at_peak: {at_peak}\n")
    assert (said(folder) == []) is fine


def test_all_sites_at_peak_leave_none_below_even_where_their_number_is_a_range(spoil: Spoil) -> None:
    spoil("scenarios", KIOSK, "  peak:\n    pages_per_minute_per_site: 1\n")
    spoil("scenarios", "  sites: 2\n", "  sites: {low: 1, high: 3}\n")
    folder = spoil("scenarios", STATED, "      sites_at_peak: all\n")
    assert said(folder) == []


@pytest.mark.parametrize(
    ("at_peak", "fine"), [("none", True), ("0", False), ("all", False), ("{low: 0, high: 2}", False)]
)
def test_where_any_site_may_peak_it_needs_a_peak(spoil: Spoil, at_peak: str, fine: bool) -> None:
    folder = spoil("scenarios", STATED, f"      sites_at_peak: {at_peak}\n")
    assert (said(folder) == []) is fine


@pytest.mark.parametrize("name", ["models", "scenarios", "constants", "request", "proposal", "request.2"])
def test_no_scenario_takes_the_name_of_other_figures(valid: Proposal, name: str) -> None:
    kiosk = valid.inputs.scenarios["kiosk"]
    assert [one.path for one in found({"scenarios": {name: kiosk}})] == [("scenarios", name, KEY)]


def test_a_scenario_may_begin_like_the_name_of_other_figures(valid: Proposal) -> None:
    assert found({"scenarios": {"models-on-trial": valid.inputs.scenarios["kiosk"]}}) == []


def test_a_component_may_begin_several_calls(valid: Proposal) -> None:
    profile = valid.inputs.page_profiles["full"]
    assert [name for name, call in profile.calls.items() if "rules" in call.begins_with] == ["plan", "write"]
    assert found({"page_profiles": {"full": profile}}) == []
