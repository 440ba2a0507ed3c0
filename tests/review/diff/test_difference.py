"""A diff says what changed, what moved, and why; contributions add up to the change to the last digit."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.document.record import Recorded, from_text
from generator.errors import ProposalError
from generator.figures.asking import LIMITS
from generator.figures.figure import ancestors
from generator.figures.sensitivity import in_whole
from generator.inputs.raw import read
from generator.review.diff import causes as planning
from generator.review.diff.changes import ADDED, REMOVED
from generator.review.diff.difference import Committed, Diff, diff
from generator.review.diff.moved import CONDITIONS
from generator.review.diff.report import notes
from tests.conftest import SMALL, UNITS, Built
from tests.review.diff.edited import (
    ADDED_TO_DESK,
    ANSWER,
    CACHED,
    CONFLICT,
    DESK,
    MOVES,
    SITES,
    SMALL_TEXTS,
    STEPPED,
    desk,
    put,
)

CODE = ("generator/calculation/demand.py",)


def test_the_same_inputs_have_no_difference() -> None:
    found = diff(DESK, DESK)
    assert found.empty
    assert [one.name for one in found.limits] == list(LIMITS)


def test_two_changes_share_the_change_of_a_figure() -> None:
    tokens = f"{ANSWER}.input_tokens"
    found = diff(DESK, put({tokens: "7050", SITES: "6"}, SMALL), every=True)
    moved = {one.name: one for one in found.moved}["desk.open.tokens_per_minute"]
    # 1,332 × 6,750 becomes 1,998 × 7,750: 1,000 tokens more on 1,665 pages in the mean, 666 pages more of 7,250.
    assert (moved.old, moved.new) == (1332 * 6750, 1998 * 7750)
    shares = dict(zip((one.changes[0].name for one in found.causes), moved.shares, strict=True))
    assert shares == {tokens: 1665 * 1000, SITES: 666 * 7250}


@settings(max_examples=4)
@given(st.lists(st.sampled_from(sorted(MOVES.items())), min_size=1, max_size=4, unique=True))
def test_contributions_add_up_to_the_change_to_the_last_digit(chosen: list[tuple[str, str]]) -> None:
    found = diff(DESK, put(dict(chosen), SMALL), every=True)
    assert len(found.causes) == len(chosen)
    for one in found.moved:
        if one.change:
            assert sum(one.shares) == one.change, one.name
    for index, limit in enumerate(found.limits):
        assert sum(cause.shares[index] for cause in found.causes) == limit.new - limit.old


def test_what_the_request_would_be_without_a_cause_is_what_a_build_without_it_gives() -> None:
    chosen = {name: MOVES[name] for name in (SITES, f"{ANSWER}.output_tokens", f"{ANSWER}.requests_per_page")}
    found = diff(DESK, put(chosen, SMALL))
    assert len(found.causes) == len(chosen)
    for cause in found.causes:
        others = {name: text for name, text in chosen.items() if name != cause.changes[0].name}
        without = diff(DESK, put(others, SMALL))
        assert cause.without == tuple(one.new for one in without.limits)


def test_two_changes_that_move_the_request_together_alone_are_jointly_its_cause(conflict: Diff) -> None:
    for name, text in CONFLICT.items():
        alone = diff(put(STEPPED, SMALL), put({**STEPPED, name: text}, SMALL))
        assert alone.stays.startswith("The request stays: 1,320 and ")
        assert alone.stays.endswith(" are rounded up to 1,400 pages/min both times, in steps of 100.")
    assert conflict.limits[0].old == 1400
    assert conflict.limits[0].new == 1500
    assert [one.jointly for one in conflict.causes] == [True, True]
    assert [one.without[0] for one in conflict.causes] == [1400, 1400]
    assert conflict.stays == ""


def test_beside_a_change_that_moves_the_request_alone_only_what_is_hidden_is_joint() -> None:
    louder = {**CONFLICT, f"{ANSWER}.output_tokens": "600"}
    found = diff(put(STEPPED, SMALL), put({**STEPPED, **louder}, SMALL))
    joint = {cause.changes[0].name: cause.jointly for cause in found.causes}
    assert joint == {name: name in CONFLICT for name in louder}


def test_more_causes_than_can_be_crossed_are_sampled_and_still_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "EXACT_UP_TO", 2)
    found = diff(DESK, put(dict(list(MOVES.items())[:3]), SMALL), every=True)
    assert found.orders == planning.MOST_ORDERS
    assert all(sum(one.shares) == one.change for one in found.moved if one.change)


def test_figures_whose_shares_are_beyond_the_budget_name_their_causes(monkeypatch: pytest.MonkeyPatch) -> None:
    target = put(dict(list(MOVES.items())[:3]), SMALL)
    exact = {one.name: one for one in diff(DESK, target, every=True).moved if one.change}
    assert exact
    monkeypatch.setattr("generator.review.diff.difference.affordable", lambda *_: None)
    for one in diff(DESK, target, every=True).moved:
        if one.change:
            assert set(one.moved_by) <= {number for number, share in enumerate(exact[one.name].shares, 1) if share}
            assert one.moved_by


def test_contributions_are_worked_out_for_the_limits_alone_unless_every_figure_is_asked_for() -> None:
    found = diff(DESK, put({SITES: "12"}, SMALL))
    assert found.moved
    assert not any(one.shares or one.moved_by for one in found.moved)


OUTPUT_TOKENS = f"{ANSWER}.output_tokens"


def test_a_figure_of_which_only_the_range_moved_has_both_ranges_and_the_causes_of_it() -> None:
    wider = {OUTPUT_TOKENS: "{low: 500, likely: 700, high: 1000}", "caching.prefix_cache.block_tokens": "128"}
    found = diff(DESK, put(wider, SMALL), every=True)
    name = "page_profiles.letter.tokens_per_page"
    moved = {one.name: one for one in found.moved}
    assert (moved[name].old, moved[name].new, moved[name].ends) == (6750, 6750, ((6650, 6950), (6550, 7050)))
    (number,) = moved[name].moved_by
    assert [one.name for one in found.causes[number - 1].changes] == [OUTPUT_TOKENS]
    assert not any(one.moved_by for one in found.moved if one.change)


def test_a_range_that_a_formula_moved_names_the_formulas(small: Built) -> None:
    record = from_text(small.record, "x")
    name = "page_profiles.letter.tokens_per_page"
    was = record.figures[name]._replace(low=Fraction(1), formula="a + b")
    found = diff(DESK, DESK, Committed(record._replace(figures={**record.figures, name: was}), CODE), every=True)
    assert [(one.name, one.ends, one.moved_by) for one in found.moved] == [(name, ((1, 6950), (6650, 6950)), (1,))]


def test_moved_figures_stand_by_section_in_the_order_of_the_document() -> None:
    found = diff(DESK, put({SITES: "12"}, SMALL))
    sections = list(dict.fromkeys(one.section for one in found.moved))
    numbers = [int(one.partition(".")[0]) for one in sections if one[0].isdigit()]
    assert numbers == sorted(numbers)
    assert len(numbers) > 2


def test_a_yes_or_no_that_turned_is_told_with_its_cause_for_a_sentence_comes_or_goes_with_it() -> None:
    target = desk(*CACHED[:2], ("proposal", "spring 2027", "summer 2027"))
    found = diff(desk(*CACHED), target, every=True)
    turned = {one.name: one for one in found.moved if one.section == CONDITIONS}
    cached = turned["request.nothing_is_cached"]
    assert (cached.old, cached.new, cached.moved_by) == (False, True, (1,))
    assert "request.models.quill-2.is_heaviest" not in turned


def test_an_added_call_brings_new_figures_and_takes_none() -> None:
    found = diff(DESK, desk(*ADDED_TO_DESK))
    assert "page_profiles.letter.calls.summary.input_tokens_per_page" in {one.name for one in found.new}
    assert found.vanished == ()
    assert len(found.causes) == 1
    back = diff(desk(*ADDED_TO_DESK), DESK)
    assert {one.name for one in back.vanished} == {one.name for one in found.new}


def test_a_renamed_scenario_carries_its_figures_on() -> None:
    found = diff(DESK, desk(("scenarios", "desk:\n", "live:\n"), ("proposal", "case: desk.", "case: live.")))
    assert (found.moved, found.new, found.vanished, found.causes) == ((), (), (), ())
    assert not found.empty


def test_a_renamed_load_case_leaves_one_whose_name_goes_on_after_a_dot() -> None:
    case = SMALL_TEXTS["scenarios.yaml"].split("    open:\n")[1]
    late = case.replace("label: Desk, open", "label: Desk, late")
    both = ("scenarios", "    open:\n", f"    open.late:\n{late}    open:\n")
    after = desk(both, ("scenarios", " open:", " day:"), ("proposal", "desk.open", "desk.day"))
    found = diff(desk(both), after)
    assert (len(found.changes), found.moved, found.new, found.vanished) == (1, (), (), ())


def test_a_load_case_called_as_its_scenario_keeps_its_name_where_the_scenario_is_renamed() -> None:
    case, scenario = ("scenarios", "    open:\n", "    desk:\n"), ("scenarios", "desk:\n  label", "trial:\n  label")
    before = desk(case, ("proposal", "desk.open", "desk.desk"))
    found = diff(before, desk(case, scenario, ("proposal", "desk.open", "trial.desk")))
    assert (found.moved, found.new, found.vanished) == ((), (), ())


CASE = "desk.open.requests_per_minute"
WAS = Recorded(Fraction(1400), Fraction(1400), Fraction(1400), "requests/min", "58 × requests_per_page")


def test_a_change_of_a_formula_is_a_cause_of_its_own(small: Built) -> None:
    record = from_text(small.record, "x")
    old = record._replace(figures={**record.figures, CASE: WAS}, markdown="other")
    found = diff(DESK, DESK, Committed(old), every=True)
    assert [(one.name, one.old.formula, one.new.formula) for one in found.reworked] == [
        (CASE, "58 × requests_per_page", "pages_per_minute × requests_per_page")
    ]
    assert [(one.name, one.old, one.new, one.shares) for one in found.moved] == [(CASE, 1400, 1332, (Fraction(-68),))]
    assert [[change.kind for change in cause.changes] for cause in found.causes] == [["formulas"]]


def test_figures_above_a_changed_formula_have_it_as_their_cause_however_far_they_are(small: Built) -> None:
    # A figure's formula was another, and so were the values of all that rest on it, with the formulas of today.
    record = from_text(small.record, "x")
    page = f"{ANSWER}.output_tokens_per_page"
    resting = [name for name, one in small.sheet.first_order.items() if page in ancestors(one)]
    before = {
        name: one._replace(value=Fraction(one.value + 5), low=Fraction(one.low + 5), high=Fraction(one.high + 5))
        for name, one in record.figures.items()
        if name in resting and not isinstance(one.value, bool)
    }
    before[page] = before[page]._replace(formula="another")
    found = diff(
        DESK, DESK, Committed(record._replace(figures={**record.figures, **before}, markdown="other"), CODE), every=True
    )
    assert [one.name for one in found.reworked] == [page]
    assert {one.name: one.shares for one in found.moved if one.change} == {
        name: (Fraction(-5),) for name in before if name in {one.name for one in found.moved}
    }
    assert {*LIMITS} - {"request.requests_per_minute"} <= {one.name for one in found.moved}
    assert [[*one.shares] for one in found.causes] == [[Fraction(0), Fraction(-5), Fraction(-5)]]
    assert found.causes[0].without == ()


def test_a_value_that_was_another_by_the_same_formula_is_a_change_of_formulas_too(small: Built) -> None:
    # As where a verb that a formula uses was mended: what the formula reads as is what it was.
    record = from_text(small.record, "x")
    name = "request.requests_per_minute"
    was = record.figures[name]._replace(value=Fraction(1000), low=Fraction(1000))
    found = diff(DESK, DESK, Committed(record._replace(figures={**record.figures, name: was}, markdown="other"), CODE))
    assert [[*one.shares] for one in found.causes] == [[Fraction(332), Fraction(0), Fraction(0)]]
    assert found.reworked == ()


def test_inputs_and_formulas_that_change_together_add_up(small: Built) -> None:
    record = from_text(small.record, "x")
    old = record._replace(figures={**record.figures, CASE: WAS})
    found = diff(DESK, put({SITES: "5"}, SMALL), Committed(old), every=True)
    moved = {one.name: one for one in found.moved}
    assert (moved[CASE].old, moved[CASE].new, moved[CASE].shares) == (1400, 1665, (Fraction(333), Fraction(-68)))
    assert all(sum(one.shares) == one.change for one in found.moved if one.change)


def test_another_digest_is_a_change_of_templates_also_beside_a_change_of_inputs(small: Built) -> None:
    record = from_text(small.record, "x")._replace(markdown="other")
    for target in (DESK, put({SITES: "12"}, SMALL)):
        found = diff(DESK, target, Committed(record, CODE))
        assert (found.reworded, found.stale, found.since) == (True, False, CODE)


def test_where_no_code_changed_what_was_committed_otherwise_is_stale_and_explains_nothing(small: Built) -> None:
    record = from_text(small.record, "x")
    name = "desk.open.requests_per_minute"
    was = record.figures[name]._replace(formula="58 × requests_per_page")
    old = [record._replace(markdown="other"), record._replace(figures={**record.figures, name: was})]
    for found in (diff(DESK, DESK, Committed(one, ())) for one in old):
        assert (found.stale, found.empty, found.causes) == (True, True, ())


@pytest.mark.parametrize("since", [None, CODE])
def test_what_was_committed_with_another_input_is_stale_whatever_changed_since(
    small: Built, since: tuple[str, ...] | None
) -> None:
    record = from_text(small.record, "x")
    fewer = {name: one for name, one in record.figures.items() if name != SITES}
    other = record.figures[SITES]._replace(value=Fraction(12))
    for figures in (fewer, {**fewer, SITES: other}, {**record.figures, "scenarios.test.sites": other}):
        found = diff(DESK, DESK, Committed(record._replace(figures=figures), since))
        assert (found.stale, found.empty) == (True, True)


def test_an_input_in_another_unit_is_told_and_is_no_cause(small: Built) -> None:
    record = from_text(small.record, "x")
    was = record.figures[SITES]._replace(unit="places")
    found = diff(DESK, DESK, Committed(record._replace(figures={**record.figures, SITES: was}), CODE))
    assert [(one.name, one.old.unit, one.new.unit) for one in found.reworked] == [(SITES, "places", "sites")]
    assert (found.stale, found.causes, found.moved) == (False, (), ())


def test_a_figure_whose_formula_came_or_went_since_is_new_or_vanished(small: Built) -> None:
    record = from_text(small.record, "x")
    name = "desk.open.requests_per_minute"
    gone = Recorded(Fraction(3), Fraction(3), Fraction(3), "requests/min", "a + b")
    figures = {**record.figures, "desk.open.older": gone, in_whole("older"): gone}
    del figures[name]
    found = diff(DESK, put({SITES: "12"}, SMALL), Committed(record._replace(figures=figures), CODE))
    assert [(one.name, one.old, one.unit.symbol) for one in found.new] == [(name, None, "requests/min")]
    assert [(one.name, one.old, one.new, one.unit.symbol) for one in found.vanished] == [
        ("desk.open.older", 3, None, "requests/min")
    ]
    assert name not in {one.name for one in found.moved}
    assert found.moved


@pytest.mark.parametrize("since", [(), CODE, None])
def test_an_unchanged_record_reworks_nothing(small: Built, since: tuple[str, ...] | None) -> None:
    found = diff(DESK, DESK, Committed(from_text(small.record, "x"), since))
    assert (found.empty, found.stale) == (True, False)


def test_an_invalid_base_is_told_with_its_line() -> None:
    with pytest.raises(ProposalError, match=r"edited/small/scenarios\.yaml:\d+:\d+: must be above zero"):
        diff(desk(("scenarios", "  sites: 4\n", "  sites: 0\n")), DESK)


@pytest.mark.parametrize("turned", [False, True])
def test_a_variant_and_an_offer_that_no_document_shows_move_nothing_and_are_told_all_the_same(turned: bool) -> None:
    texts = {path.relative_to(UNITS).as_posix(): path.read_text(encoding="utf-8") for path in UNITS.rglob("*.yaml")}
    texts["variants.yaml"] = texts["variants.yaml"].replace("shown: true", "shown: false")
    few = {path: text for path, text in texts.items() if path not in ("variants.yaml", "offers/blocks.yaml")}
    before, after = (texts, few) if turned else (few, texts)
    found = diff(read(UNITS, {}, before), read(UNITS, {"scenarios.rooms.sites": "17"}, after))
    kind = REMOVED if turned else ADDED
    idle = [one.name for one in found.changes if one.kind == kind]
    assert {one.partition(".")[0] for one in idle} == {"variants", "offers"}
    assert [[one.name for one in cause.changes] for cause in found.causes] == [["scenarios.rooms.sites"]]
    (still,) = (note for note in notes(found) if note.title == "Moves no limit")
    assert [one[0].text for one in still.entries] == idle
