"""A mixture has what a build of its inputs would have, to the last digit; what cannot be is told from what can."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.figures.asking import LIMITS
from generator.figures.figure import Sheet
from generator.inputs.load import validated
from generator.inputs.numbers import likely_alone
from generator.inputs.raw import Raw, read
from generator.review.diff.changes import changes_between, renamed, renames_of
from generator.review.diff.mixtures import Mixtures, mixture, movers
from generator.review.terms import Before
from tests.conftest import SMALL
from tests.remember import calculated, draws
from tests.review.diff.edited import (
    ADDED,
    ADDED_TO_DESK,
    BASE,
    CACHED,
    DESK,
    LATE,
    MOVES,
    RATE,
    SITES,
    Edit,
    desk,
    mixtures,
    put,
    raw,
)

MOVABLE = {
    "scenarios.production.sites": "12",
    "scenarios.production.generative_share": "12%",
    "scenarios.production.peak.page_views_per_minute_per_site": "4000",
    "scenarios.production.load_cases.peak.rounding_step": "100",
    "page_profiles.all-cerebras.calls.reasoning.output_tokens": "1500",
    "page_profiles.all-cerebras.components.block-template.tokens": "450",
    "caching.prefix_cache.hit_rate": "90%",
    "caching.prefix_cache.block_tokens": "128",
    "savings.tiered-generation.takes.share_of_pages": "20%",
    "models.zai-glm-4.7.evaluation.headroom": "30%",
    "scenarios.demo.page_views_per_site": "900",
}
"""Values of the Cerebras inputs; that of a block is a number on one side alone, so that rows come with it."""

MORE_SITES = ("scenarios", "  sites: 4\n", "  sites: 12\n")
NOTE = (("page_profiles", "letter:\n", "note:\n"), ("scenarios", "page_profile: letter", "page_profile: note"))
"""The page profile under another name."""
PEAK = {
    "scenarios.desk.peak": "{pages_per_minute_per_site: 400}",
    "scenarios.desk.load_cases.open.sites_at_peak": "{low: 2, likely: 2, high: 3}",
}
"""What lets some of the sites be at a peak."""


@draws(1 / 15)
@given(st.lists(st.sampled_from(sorted(MOVABLE)), min_size=2, max_size=5, unique=True), st.data())
def test_every_figure_of_a_mixture_is_what_a_build_of_its_inputs_gives(chosen: list[str], data: st.DataObject) -> None:
    found = mixtures(BASE, put({name: MOVABLE[name] for name in chosen}))
    some = data.draw(st.integers(0, found.every))
    made = {one.name: MOVABLE[one.name] for bit, one in enumerate(found.moving) if some >> bit & 1}
    sheet = calculated(validated(put(made)), sensitivity=False)
    assert {name: found.value(name, some) for name in sheet} == {name: one.value for name, one in sheet.items()}


def test_an_entity_that_came_is_in_the_mixtures_that_have_it() -> None:
    found = mixtures(DESK, desk(*ADDED_TO_DESK, MORE_SITES))
    assert (found.every & ~found.structural).bit_count() == 1
    name = "page_profiles.letter.calls.summary.input_tokens_per_page"
    assert (found.value(name, 0), found.value(name, found.structural)) == (None, 900)
    assert found.value(SITES, found.structural) == 4
    assert found.value(SITES, found.every) == 12


@pytest.mark.slice(2)
@pytest.mark.parametrize("rename", [NOTE, ()], ids=["renamed", ""])
def test_none_and_all_of_the_changes_give_the_figures_of_base_and_target(rename: Iterable[Edit]) -> None:
    target = desk(*ADDED_TO_DESK, MORE_SITES, *rename)
    found = mixtures(DESK, target)
    for sheet, chosen in ((found.start, 0), (calculated(validated(target)), found.every)):
        names = [*sheet.first_order]
        assert [found.value(name, chosen) for name in names] == [sheet[name].value for name in names]
    assert found.built == 0


def test_a_prompt_that_begins_with_more_than_it_holds_is_no_possible_input() -> None:
    longer = (("page_profiles", "tokens: 2560", "tokens: 6500"), ("page_profiles", "tokens: 6050", "tokens: 7000"))
    found = mixtures(desk(*CACHED), desk(*CACHED, *longer))
    possible = {one: found.possible(tuple(LIMITS), one) for one in range(4)}
    alone = next(1 << bit for bit, one in enumerate(found.moving) if one.name.endswith("components.opening.tokens"))
    assert possible == {one: one != alone for one in range(4)}


def test_the_steps_of_a_plan_are_counted_before_any_is_taken() -> None:
    found = mixtures(DESK, put(MOVES, SMALL))
    single = [1 << bit for bit in range(len(found.moving))]
    few, many = (found.steps(tuple(LIMITS), single, sets, 0) for sets in (4, 2 ** len(single)))
    assert 0 < few < many
    assert found.steps(tuple(LIMITS), single, 4, 1) > few + len(found.start)
    assert found.built == 0


def test_all_changes_made_to_the_base_give_the_target() -> None:
    target = raw(*ADDED, ("scenarios", "  sites: 10\n", "  sites: 12\n"), ("savings", "rate-limiting:", "throttling:"))
    changes = changes_between(BASE, target)
    found = mixture(renamed(BASE, renames_of(changes)), target, changes)
    assert found.values == likely_alone(dict(target.values))


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


def test_a_mixture_keeps_the_likely_value_of_each_range_and_all_else() -> None:
    plain = mixture(BASE, BASE, []).values
    assert plain["scenarios"]["production"]["load_cases"]["peak"]["sites_at_peak"] == {"value": 2}
    assert plain["caching"]["query_reuse"]["phases"]["demo"]["reuse"] == {"value": Fraction(15, 100)}
    assert plain["scenarios"]["production"]["month"] == BASE.values["scenarios"]["production"]["month"]


def test_a_number_that_needs_the_targets_source_is_valid_with_it() -> None:
    source = '  source: {vendor: "data sheet"}\n'
    own = f"{source}  hit_rate: 50%\n  block_tokens: 256\n"
    without = ("caching", own, "  hit_rate: {value: 90%, source: {assumed: so}}\n  block_tokens: to be agreed\n")
    found = mixtures(desk(*CACHED, without), desk(*CACHED))
    assert {one.name for one in found.moving} == {"caching.prefix_cache.hit_rate", "caching.prefix_cache.block_tokens"}
    assert all(found.possible(tuple(LIMITS), one) for one in range(4))


def test_changes_come_in_any_combination() -> None:
    unknown = ("caching", "block_tokens: 256", "block_tokens: to be agreed")
    found = mixtures(desk(*CACHED, unknown), desk(*CACHED, MORE_SITES, ("caching", "hit_rate: 50%", "hit_rate: 90%")))
    assert len(found.moving) == 3
    limit = "request.uncached_tokens_per_minute"
    pairs = [found.value(limit, one | other) for one, other in combinations([1, 2, 4], 2)]
    assert None not in pairs


TOKENS = "request.uncached_tokens_per_minute"


def moved_by(changes: Mapping[str, str], since: Mapping[str, str] | None = None) -> list[str]:
    """What moved the tokens of a proposal with changes, since it was as it stands or had others."""
    return moved(read(SMALL, since or {}), read(SMALL, changes))


def moved(base: Raw, target: Raw) -> list[str]:
    """What moved the tokens from one side to the other."""
    sheet = calculated(validated(target), sensitivity=False)
    return [*movers(target, sheet)(Before("main", base), TOKENS)]


@pytest.mark.parametrize(("sites", "rate", "first"), [("8", "334", SITES), ("5", "999", RATE)])
def test_the_change_without_which_the_figure_would_be_farthest_off_comes_first(
    sites: str, rate: str, first: str
) -> None:
    found = moved_by({SITES: sites, RATE: rate, "page_profiles.letter.calls.answer.output_tokens": "600"})
    assert found[0] == first
    assert len(found) == 3


def test_another_load_case_is_named_though_it_is_no_number_and_what_rests_near_is_not() -> None:
    edits = (("proposal", "headline_case: desk.open", "headline_case: stand.late"), ("proposal", "draft", "final"))
    assert moved(desk(LATE[0]), desk(LATE[0], *edits)) == ["proposal.request.headline_case"]


def test_mixtures_that_are_at_hand_are_taken_for_their_own_base_and_for_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = read(SMALL, {SITES: "8"})
    before, after = (calculated(validated(one)) for one in (DESK, target))
    at_hand = Mixtures(DESK, target, changes_between(DESK, target), before, after)
    causes = movers(target, after, at_hand)
    worked_out = list[bool]()

    def noted(_: object, sensitivity: bool) -> Sheet:
        worked_out.append(sensitivity)
        return before

    monkeypatch.setattr("generator.review.diff.mixtures.calculate", noted)
    assert [causes(Before(title, DESK), TOKENS) for title in ("the base", "main")] == [[SITES]] * 2
    assert worked_out == []
    assert causes(Before("sent", read(SMALL, {})), TOKENS) == [SITES]
    assert len(worked_out) == 1


def test_a_change_that_moves_the_figure_not_is_left_out() -> None:
    assert moved_by({SITES: "5", "proposal.judgements.dominates_above": "70%"}) == [SITES]


def test_where_only_words_changed_or_the_side_has_no_inputs_nothing_is_named() -> None:
    assert moved_by({"proposal.title": "Another"}) == []
    assert movers(DESK, calculated(validated(DESK)))(Before("main"), TOKENS) == []


def test_a_change_that_cannot_be_taken_back_alone_comes_after_those_that_can() -> None:
    at_peak = "scenarios.desk.load_cases.open.sites_at_peak"
    assert moved_by({**PEAK, SITES: "20", at_peak: "15"}, since=PEAK) == [at_peak, SITES]
