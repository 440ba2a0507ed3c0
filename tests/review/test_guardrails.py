"""A guardrail holds, is broken, is answered by what was agreed, or could not be measured; and says which, and why."""

import shutil
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import pytest

from generator.document.record import Recorded, recorded
from generator.errors import UNREACHED, Fault, Place, ProposalError
from generator.figures.sheet import calculate
from generator.inputs import load
from generator.inputs.load import validated
from generator.inputs.raw import read
from generator.review.diff.mixtures import movers
from generator.review.guardrails import (
    ACCEPTED,
    BROKEN,
    HELD,
    NEW,
    NOT_REACHED,
    PAST,
    Judged,
    judged,
    summary,
)
from generator.review.terms import At, Before
from tests.conftest import ROOT, Built
from tests.conftest import SMALL as FOLDER
from tests.remember import calculated
from tests.review.test_built import edit

MEASURED = ROOT / "tests" / "proposals" / "measured"
TOKENS = "request.uncached_tokens_per_minute"


def rails(*limits: str, figure: str = TOKENS) -> dict[str, str]:
    """A guardrail for each limit, as a change to the small proposal."""
    each = (f"{{figure: {figure}, {limit}, reason: Talked through first.}}" for limit in limits)
    return {"proposal.guardrails": f"[{', '.join(each)}]"}


def accepted(was: object, now: object, figure: str = TOKENS) -> dict[str, str]:
    move = f"{{figure: {figure}, from: {was}, to: {now}, by: Ada, on: 2026-11-28, why: Agreed on the call.}}"
    return {"proposal.accepted": f"[{move}]"}


def recorded_of(changes: Mapping[str, str], folder: Path = FOLDER) -> dict[str, Recorded]:
    """The figures of a proposal with changes, as its record has them."""
    return {name: recorded(one) for name, one in calculated(load(folder, changes), sensitivity=False).items()}


def side(title: str, changes: Mapping[str, str], **values: int) -> Before:
    """The small proposal with changes, as a revision has it; `tokens` puts another value in the place of a figure's."""
    figures = recorded_of(changes)
    if "tokens" in values:
        figures[TOKENS] = figures[TOKENS]._replace(value=Fraction(values["tokens"]))
    return Before(title, read(FOLDER, changes), figures)


def against(base: Before, **sent: Before) -> At:
    return lambda name: sent[name] if name else base


def found(changes: Mapping[str, str], at: At = Before, folder: Path = FOLDER) -> tuple[Judged, ...]:
    raw = read(folder, changes)
    proposal = validated(raw)
    sheet = calculated(proposal, sensitivity=False)
    return judged(raw, proposal, sheet, at, movers(raw, sheet))


def outcomes(judgements: tuple[Judged, ...]) -> list[str]:
    return [one.outcome for one in judgements]


MAIN = side("main", {})
"""The small proposal on its main branch, where nothing is guarded and 8,991,000 tokens a minute are asked for."""
SITES = {"scenarios.desk.sites": "5"}
"""A fourth more than on main: 11,238,750."""


@pytest.mark.parametrize(
    ("limit", "says"),
    [
        ("at_most: 8000000", "is 8,991,000, above its limit of 8,000,000"),
        ("at_least: 9000000", "is 8,991,000, below its limit of 9,000,000"),
        ("at_most: 8991000", None),
        ("at_least: 8991000", None),
        ("at_most: 8990999.9", "is 8,991,000, above its limit of 8,990,999.9"),
        ("largest_change: 1%", None),
    ],
)
def test_a_guardrail_holds_or_names_the_figure_and_the_limit(limit: str, says: str | None) -> None:
    (one,) = found(rails(limit), against(MAIN))
    assert one.outcome == (BROKEN if says else HELD)
    if says:
        assert one.says.startswith(f"{TOKENS} {says}; it rests on page_profiles.letter.calls.answer.")
        assert one.hint == "Talked through first."


@pytest.mark.parametrize(
    ("least", "most", "broken"),
    [(8_000_000, 9_000_000, ""), (8_995_000, 9_000_000, "below"), (8_000_000, 8_985_000, "above")],
)
def test_both_limits_of_one_guardrail_hold(least: int, most: int, broken: str) -> None:
    judgements = found(rails(f"at_least: {least}, at_most: {most}"), against(MAIN))
    told = [one.says for one in judgements if one.outcome == BROKEN]
    assert [f", {broken} its limit" in says for says in told] == [True] * bool(broken)
    assert summary(judgements) == ("1 broken" if broken else "1 held")


def test_all_three_limits_of_one_guardrail_are_judged_apart() -> None:
    one_rail = rails("at_least: 12000000, at_most: 10000000, largest_change: 5%")
    assert outcomes(found({**one_rail, **SITES}, against(MAIN))) == [BROKEN] * 3


@pytest.mark.parametrize(
    ("limit", "says"),
    [
        ("at_least: 60%", None),
        ("at_least: 0.6", None),
        ("at_most: 0.5", "is 60%, above its limit of 50%"),
        ("at_most: 50%", "is 60%, above its limit of 50%"),
        ("at_most: 61", "without a percent sign its limit is 6,100%"),
    ],
)
def test_the_limit_of_a_share_is_written_with_a_percent_sign_or_without(limit: str, says: str | None) -> None:
    figure = "proposal.judgements.dominates_above"
    (one,) = found(rails(limit, figure=figure), against(MAIN))
    assert one.outcome == (BROKEN if says else HELD), one
    assert says is None or says in one.says


def test_a_limit_in_percent_holds_no_number() -> None:
    (one,) = found(rails("at_least: 50%"), against(MAIN))
    assert (one.outcome, one.says) == (BROKEN, f"{TOKENS} is not a share, and its limit is 50%")


def test_a_change_up_to_its_limit_holds_and_one_above_it_is_broken_by_the_input_that_changed() -> None:
    assert outcomes(found({**rails("largest_change: 25%"), **SITES}, against(MAIN))) == [HELD]
    (one,) = found({**rails("largest_change: 24%"), **SITES}, against(MAIN))
    assert one.outcome == BROKEN
    assert one.says == (
        f"{TOKENS} moved from 8,991,000 to 11,238,750, by 25%, more than 24%; changed: scenarios.desk.sites"
    )


def test_a_change_just_above_its_limit_is_written_so_that_the_two_differ() -> None:
    (one,) = found({**rails("largest_change: 24.99999%"), **SITES}, against(MAIN))
    assert ", by 25%, more than 24.99999%; " in one.says


def test_a_figure_that_was_nothing_moves_by_more_than_any_share() -> None:
    (one,) = found(rails("largest_change: 500%"), against(side("main", {}, tokens=0)))
    assert one.says.startswith(f"{TOKENS} moved from 0 to 8,991,000: no change from 0 is a share")


@pytest.mark.parametrize(
    ("was", "now", "outcome"),
    [
        (8991000, 11238750, ACCEPTED),
        (8991001, 11238750, BROKEN),
        (8991000, 11238751, BROKEN),
        (11238750, 8991000, BROKEN),
    ],
)
def test_an_accepted_entry_answers_the_move_that_it_names_and_no_other(was: int, now: int, outcome: str) -> None:
    judgements = found({**rails("largest_change: 5%"), **SITES, **accepted(was, now)}, against(MAIN))
    assert outcomes(judgements) == [outcome, *([PAST] if outcome == BROKEN else [])]
    if outcome == ACCEPTED:
        assert judgements[0].says.endswith("; accepted by Ada on 2026-11-28: Agreed on the call.")
        assert summary(judgements) == "1 accepted"
    else:
        assert "from: 8991000, to: 11238750, by: " in judgements[0].hint
        assert summary(judgements) == "1 broken; 1 accepted move past"


def test_a_limit_of_ones_own_is_not_answered_but_written_anew() -> None:
    judgements = found({**rails("at_most: 9000000"), **SITES, **accepted(8991000, 11238750)}, against(MAIN))
    assert outcomes(judgements) == [BROKEN, PAST]


def test_two_steps_do_not_slip_through_where_what_was_sent_is_named() -> None:
    base = side("main", {**rails("largest_change: 25%"), "scenarios.desk.sites": "5"})
    twice = {**rails("largest_change: 25%"), "scenarios.desk.sites": "6"}
    assert outcomes(found(twice, against(base))) == [HELD]
    (one, _) = found({**twice, "proposal.sent": "v1"}, against(base, v1=MAIN))
    assert one.outcome == BROKEN
    assert "moved from 8,991,000 to 13,486,500, by 50%, more than 25%; changed: scenarios.desk.sites" in one.says


def test_a_change_that_takes_away_what_was_sent_is_still_measured_by_it() -> None:
    base = side("main", {**rails("largest_change: 25%"), "scenarios.desk.sites": "5", "proposal.sent": "v1"})
    twice = {**rails("largest_change: 25%"), "scenarios.desk.sites": "6"}
    for own in ({}, {"proposal.sent": "v2"}):
        assert outcomes(found({**twice, **own}, against(base, v1=MAIN, v2=base))) == [HELD, BROKEN]
    answered = {**twice, **accepted(8991000, 13486500)}
    assert outcomes(found(answered, against(base, v1=MAIN))) == [HELD, ACCEPTED]


@pytest.mark.parametrize("own", [{}, rails("largest_change: 50%"), rails("at_most: 20000000")])
def test_a_guardrail_that_a_change_removes_or_loosens_still_holds_that_change(own: dict[str, str]) -> None:
    base = side("main", rails("largest_change: 20%", "at_most: 10000000"))
    held = [one for one in found({**own, **SITES}, against(base)) if one.outcome == BROKEN]
    assert [one.says.split("; ")[1] for one in held] == [
        "the guardrail is that of main, and is not kept as tightly here"
    ] * 2
    answered = found({**own, **SITES, **accepted(8991000, 11238750)}, against(base))
    assert outcomes(answered) == [*[HELD] * bool(own), ACCEPTED, ACCEPTED]
    assert outcomes(found(own, against(base))) == [*[HELD] * bool(own), HELD, HELD]


def test_a_guardrail_that_is_kept_as_tightly_is_judged_once() -> None:
    base = side("main", rails("largest_change: 20%", "at_most: 30000000", "at_least: 5"))
    assert (
        outcomes(found(rails("largest_change: 10%", "at_most: 30000000", "at_least: 6"), against(base))) == [HELD] * 3
    )


def test_a_guarded_figure_that_is_no_longer_computed_is_told_until_that_is_agreed() -> None:
    gone = "request.models.gone.tokens_per_minute"
    base = side("main", rails("at_most: 5", figure=gone))
    figures = {**(base.figures or {}), gone: Recorded(Fraction(4), Fraction(4), Fraction(4), "")}
    at = against(base._replace(figures=figures))
    (one,) = found({}, at)
    assert (one.outcome, one.says.partition("; ")[0]) == (BROKEN, f"{gone} is no longer computed, and main guards it")
    assert f"figure: {gone}, from: 4, to: gone, by: " in one.hint
    assert outcomes(found(accepted(4, "gone", gone), at)) == [ACCEPTED]


@pytest.mark.parametrize(
    ("name", "says", "hint"),
    [
        ("request.requests_per_minut", "there is no figure", "did you mean request.requests_per_minute?"),
        ("nonsense", "there is no figure nonsense to guard", "proposal figures lists them"),
    ],
)
def test_a_guardrail_on_no_figure_names_the_closest_or_says_where_they_are(name: str, says: str, hint: str) -> None:
    (one,) = found(rails("at_most: 5", figure=name), against(MAIN))
    assert (one.outcome, one.hint) == (BROKEN, hint)
    assert one.says.startswith(says)


def test_a_guardrail_on_a_yes_or_no_names_a_number_instead(small: Built) -> None:
    name = next(name for name, figure in small.sheet.items() if isinstance(figure.value, bool))
    (one,) = found(rails("at_most: 5", figure=name), against(MAIN))
    assert one.says == f"{name} is a yes/no"
    assert f"did you mean {name}?" != one.hint


def test_an_entry_for_a_figure_that_there_never_was_is_told() -> None:
    (one,) = found(accepted(1, 2, "request.requests_per_minut"), against(MAIN))
    assert (one.outcome, one.hint) == (BROKEN, "did you mean request.requests_per_minute?")


def test_what_nobody_had_before_is_new_and_not_held() -> None:
    for at in (against(Before("main")), against(MAIN._replace(figures={}))):
        judgements = found(rails("largest_change: 5%"), at)
        assert outcomes(judgements) == [NEW]
        assert summary(judgements) == "1 new"


def test_a_figure_that_came_after_what_was_sent_is_measured_by_the_base() -> None:
    changes = {**rails("largest_change: 20%"), **SITES, "proposal.sent": "v1"}
    (one,) = found(changes, against(MAIN, v1=MAIN._replace(title="v1", figures={})))
    assert one.outcome == BROKEN


def unreached(name: str) -> Before:
    raise ProposalError([Fault(Place(name or "main"), "cannot be read: git is not installed", "install it")], UNREACHED)


@pytest.mark.parametrize(
    ("changes", "at", "says"),
    [
        (rails("largest_change: 5%"), unreached, "main: cannot be read: git is not installed"),
        (
            {**rails("largest_change: 5%"), "proposal.sent": "v1"},
            lambda name: unreached(name) if name else MAIN,
            "v1: cannot be read: git is not installed",
        ),
        (
            {**rails("largest_change: 5%"), "proposal.sent": "v1"},
            against(MAIN, v1=Before("v1")),
            "v1: has no figures of this proposal",
        ),
        (rails("largest_change: 5%"), against(MAIN._replace(figures=None)), "main: has no figures of this proposal"),
        (
            rails("largest_change: 5%"),
            against(side("main", rails("largest_change: 5%"))._replace(figures={})),
            "main: guards the figure, and has no value of it",
        ),
    ],
)
def test_what_cannot_be_measured_is_not_reached_and_says_why(changes: dict[str, str], at: At, says: str) -> None:
    judgements = found(changes, at)
    assert judgements[0].outcome == NOT_REACHED
    assert judgements[0].says == f"how far {TOKENS} moved is not known: {says}"
    assert HELD not in outcomes(judgements)


def test_where_the_base_is_not_reached_its_guardrails_are_not_and_ones_own_limits_are_judged() -> None:
    judgements = found(rails("at_most: 8000000"), unreached)
    assert outcomes(judgements) == [BROKEN, NOT_REACHED]
    assert outcomes(found({}, unreached)) == [NOT_REACHED]
    assert judgements[1].fault == Fault(
        Place("main"),
        "the guardrails that it is held against are not known: cannot be read: git is not installed",
        "install it",
    )


def test_guardrails_of_the_base_that_cannot_be_read_are_not_reached() -> None:
    faulty = read(FOLDER, {"proposal.guardrails": "[{figure: a, at_mots: 5, reason: So.}]"})
    (one,) = found({}, against(MAIN._replace(raw=faulty)))
    assert (one.outcome, one.says.rpartition(": ")[2]) == (NOT_REACHED, "cannot be read as a guardrail")


def test_no_guardrail_anywhere_is_none() -> None:
    assert summary(found({}, against(MAIN))) == "none are set"


def test_the_inputs_that_changed_are_named_and_not_those_that_rest_near(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "inputs" / "small"))
    edit(folder / "scenarios.yaml", "  sites: 4\n", "  sites: 3\n")
    (one,) = found(rails("largest_change: 5%"), against(MAIN), folder)
    assert one.says.endswith("by 25%, more than 5%; changed: scenarios.desk.sites")


INPUT = "page_profiles.openai.calls.reasoning.input_tokens"


@pytest.mark.parametrize(
    ("stated", "most", "outcomes", "says"),
    [
        ("10000", "10%", [HELD, HELD], ""),
        ("9000", "10%", [HELD, BROKEN], "is 9,000, below its limit of "),
        ("13000", "10%", [BROKEN, HELD], "is 13,000, above its limit of "),
        ("13000", "30%", [HELD, HELD], ""),
    ],
)
def test_a_stated_value_that_drifts_from_the_measured_one_is_told_with_it(
    stated: str, most: str, outcomes: list[str], says: str
) -> None:
    rail = f"{{figure: {INPUT}, largest_drift: {most}, measured: openai.reasoning.input_tokens.mean, reason: Talk.}}"
    raw = read(MEASURED, {INPUT: f"{{value: {stated}, source: {{assumed: x}}}}", "proposal.guardrails": f"[{rail}]"})
    proposal = validated(raw)
    found = judged(raw, proposal, calculate(proposal, sensitivity=False), lambda _: Before("HEAD"), lambda _, __: ())
    assert [one.outcome for one in found] == outcomes
    broken = next((one for one in found if one.outcome == BROKEN), None)
    assert (broken is None) == (says == "")
    if broken:
        assert says in broken.says
        assert "It was measured as 10,956.5: openai.reasoning.input_tokens.mean." in broken.hint


def test_the_nearness_to_what_was_measured_that_the_base_asks_for_holds_where_it_is_removed() -> None:
    rail = f"{{figure: {INPUT}, largest_drift: 10%, measured: openai.reasoning.input_tokens.mean, reason: Talk.}}"
    guarded = {"proposal.guardrails": f"[{rail}]"}
    before = Before("main", read(MEASURED, guarded), recorded_of(guarded, MEASURED))
    raw = read(MEASURED, {INPUT: "{value: 13000, source: {assumed: x}}"})
    proposal = validated(raw)
    found = judged(raw, proposal, calculate(proposal, sensitivity=False), lambda _: before, lambda _, __: ())
    assert [one.outcome for one in found] == [BROKEN, HELD]
    assert "the guardrail is that of main, and is not kept as tightly here" in found[0].says


def test_a_drift_from_a_value_that_was_not_measured_is_refused() -> None:
    rail = f"{{figure: {INPUT}, largest_drift: 10%, measured: openai.reasoning.input.mean, reason: Talk.}}"
    with pytest.raises(
        ProposalError, match=r"there is no measured value openai\.reasoning\.input\.mean in .*; did you mean"
    ):
        load(MEASURED, {"proposal.guardrails": f"[{rail}]"})
    with pytest.raises(ProposalError, match="measured goes with largest_drift; it is missing"):
        load(MEASURED, {"proposal.guardrails": f"[{{figure: {INPUT}, largest_drift: 10%, reason: Talk.}}]"})
