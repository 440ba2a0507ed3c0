"""The appendices name each input with its source, and derive the request without a gap."""

import re
from pathlib import Path

import pytest

from generator.document.appendices import DERIVED, assumptions, derivations, label, labels, letter
from generator.document.audit import audit_markdown
from generator.document.render import render
from generator.figures.derivation import numbers, shown
from generator.figures.figure import Figure
from generator.figures.sheet import calculate
from generator.inputs import load
from generator.inputs.texts import Name
from generator.units import write
from tests.conftest import CEREBRAS, KINDS, ROOT, SEATS, SMALL, Built, built
from tests.live.holds import formulas_unlike_results
from tests.sheets import document_of


def test_assumptions_stand_in_the_order_of_the_inputs_and_are_drawn_by_how_far_the_request_moves_with_them(
    cerebras: Built,
) -> None:
    found = assumptions(cerebras.proposal, cerebras.sheet)
    effects = [row.effect.value for row in found["farthest"]]
    assert effects == sorted(effects, reverse=True)
    order = [leaf.path for leaf in cerebras.proposal.leaves()]
    places = [order.index(row.value.name) for row in found["rows"]]
    assert places == sorted(places)
    assert len(places) == len(effects)
    assert effects[-1] >= cerebras.sheet["proposal.judgements.negligible_below"].value
    every = [name for name in cerebras.sheet if name.startswith("assumptions.") and name.endswith(".effect")]
    stated = {".".join(map(str, keys)) for keys in cerebras.proposal.places}
    rows = [name for name in every if not cerebras.sheet[name.replace(".effect", ".is_slight")].value]
    shown = [name for name in rows if name.removeprefix("assumptions.").removesuffix(".effect") in stated]
    assert len(effects) == len(shown) < len(rows) == len(every) - found["slight"].value


def test_an_assumption_stands_with_value_unit_and_source(cerebras: Built) -> None:
    found = assumptions(cerebras.proposal, cerebras.sheet)
    (row,) = (row for row in found["rows"] if row.called == "hit rate")
    assert (row.owner, row.called, str(row.value), row.basis) == ("Prefix cache", "hit rate", "100%", "assumed")
    assert row.source.startswith("at these rates a prefix is asked for again")


def test_a_default_is_nobodys_assumption_and_a_change_claims_no_source() -> None:
    changes = {"scenarios.desk.sites": "12", "page_profiles.letter.calls.answer.output_tokens.high": "950"}
    proposal = load(SMALL, {**changes, "proposal.judgements.negligible_below": "0.1%"})
    rows = assumptions(proposal, calculate(proposal))["rows"]
    basis = {(row.owner, row.called): (row.basis, row.source) for row in rows}
    assert ("Answer", "requests per page") not in basis
    assert basis["Desk", "sites"] == ("changed for this run", "")
    assert basis["Answer", "output tokens"] == ("changed for this run", ""), "of which one end is changed"
    assert basis["Answer", "input tokens"] == ("measured", "logs of the pilot")


def test_what_may_be_stated_of_a_peak_and_of_a_sustained_rate_says_of_which(foreign: Built) -> None:
    called = [label(foreign.proposal.inputs, leaf.keys) for leaf in foreign.proposal.leaves()]
    rates = [words for _, words in called if words.endswith("pages per minute per site")]
    assert rates == ["sustained pages per minute per site", "peak pages per minute per site"]
    assert len(called) == len(set(called))


def test_a_value_is_called_by_the_closest_label_and_the_words_of_its_key(cerebras: Built) -> None:
    called = {leaf.path: label(cerebras.proposal.inputs, leaf.keys) for leaf in cerebras.proposal.leaves()}
    assert called["scenarios.production.month.hours_per_day"] == ("Production sites", "hours per day")
    assert called["page_profiles.all-cerebras.calls.hero.input_tokens"] == ("Hero content", "input tokens")


def said_below(figure: Figure) -> bool:
    """Whether the figure is another one over again, which is derived in its place."""
    return [one.value for one in figure.inputs()] == [figure.value]


def test_the_request_is_derived_down_to_the_inputs_of_the_traffic_and_to_a_page(
    cerebras: Built, foreign: Built
) -> None:
    for made in (cerebras, foreign):
        shown = {line.figure.name for line in derivations(made.proposal, made.sheet)}
        asked = {f"request.{key}" for key in DERIVED}
        assert asked <= shown | {name for name in asked if said_below(made.sheet[name])}
        for name in shown:
            for need in made.sheet[name].inputs():
                row = need.name.rpartition(".")[0]
                of_a_page = row.startswith("page_profiles.") and row.count(".") == 1
                below = need.origin or of_a_page or row == "constants" or row.endswith(".month")
                assert need.name in shown or below or said_below(need), f"{name} leaves {need.name} out"


def test_a_figure_is_derived_once_after_those_that_it_rests_on(cerebras: Built, foreign: Built) -> None:
    for made in (cerebras, foreign):
        every = [line.figure.name for line in derivations(made.proposal, made.sheet)]
        assert len(every) == len(set(every))
        for place, name in enumerate(every):
            rests = {one.name for one in made.sheet[name].inputs()}
            assert not rests & {*every[place:]}, name


def test_the_printed_derivation_holds_numbers_that_are_figures_of_their_own(cerebras: Built) -> None:
    line = (
        "| Production sites: active minutes | active days × hours per day × minutes per hour | 22 × 16 × 60 | 21,120 |"
    )
    number = cerebras.document.text.splitlines().index(line) + 1
    spots = cerebras.document.spots()
    for name in (
        "scenarios.production.month.active_days",
        "scenarios.production.month.hours_per_day",
        "constants.minutes_per_hour",
        "scenarios.production.active_minutes",
    ):
        assert number in [spot.line for spot in spots[name]], name


def test_the_request_itself_is_derived_where_it_is_more_than_a_case(cerebras: Built) -> None:
    owners = {line.owner for line in derivations(cerebras.proposal, cerebras.sheet)}
    assert "Request" not in owners
    beside = load(CEREBRAS, {"proposal.request.beside": "{demo.peak: {included: true}}"})
    owners = {line.owner for line in derivations(beside, calculate(beside, sensitivity=False))}
    assert {"Request", "Demo, peak", "Production, realistic peak"} <= owners


def test_letters_go_on_after_the_last_of_the_alphabet() -> None:
    assert [letter(index) for index in (0, 25, 26, 51, 52)] == ["a", "z", "aa", "az", "ba"]


def test_a_formula_that_is_printed_comes_to_its_result(cerebras: Built) -> None:
    changes = {"scenarios.production.month.hours_per_day": "13", "scenarios.production.generative_share": "1.37%"}
    for text in (cerebras.document.text, document_of(CEREBRAS, changes).text):
        assert len(re.findall(r" × [^|]*\| [\d,.]+ \|$", text, re.M)) > 4
        assert formulas_unlike_results(text) == []


@pytest.mark.parametrize("name", ["cerebras", "foreign", "small"])
def test_every_formula_comes_to_its_result_in_every_proposal(name: str, request: pytest.FixtureRequest) -> None:
    rows = {}
    for figure in request.getfixturevalue(name).sheet.values():
        text = numbers(figure)
        if (
            figure.unit.logical
            or not figure.needs
            or re.search("[a-z]", text.replace(" rounded up to a multiple of ", ""))
        ):
            continue
        result = write(figure.value, figure.unit, shown(figure).result).lstrip("~")
        rows[f"| {text.replace('~', '')} | {result} |"] = figure.name
    assert len(rows) > 50
    assert [name for row, name in rows.items() if formulas_unlike_results(row)] == []


def test_a_formula_that_does_not_come_to_its_result_is_told() -> None:
    wrong = "| 2 × 500 + 8 × 4.7 | 1,037.9 |"
    assert formulas_unlike_results(wrong) == ["2 × 500 + 8 × 4.7 = 1,037.9"]
    assert formulas_unlike_results(wrong.replace("4.7", "4.735")) == []


@pytest.mark.parametrize("folder", [CEREBRAS, SMALL, *KINDS], ids=lambda folder: folder.name)
def test_no_two_values_are_called_alike(folder: Path) -> None:
    called = list(labels(load(folder)).values())
    assert len(set(called)) == len(called)


def test_values_of_calls_that_share_a_label_say_of_which_profile_they_are() -> None:
    called = labels(load(SEATS))
    path = "calls.answer.output_tokens"
    assert called[f"page_profiles.short.{path}"] == ("Short answer, Answer", "output tokens")
    assert called[f"page_profiles.long.{path}"] == ("Long answer, Answer", "output tokens")
    assert called["scenarios.team.sites"] == ("Team level", "seats")


def test_where_no_assumption_moves_the_request_far_it_says_so_and_not_that_nothing_is_asked_for() -> None:
    text = built(ROOT / "tests" / "proposals" / "search-mix").document.text
    assert "No assumption moves the request by 10% or more when it is tried alone." in text
    assert "asks for no uncached tokens" not in text


def test_the_share_of_a_kind_of_page_is_called_by_what_it_is_a_share_of() -> None:
    inputs = load(ROOT / "tests" / "proposals" / "search-mix").inputs
    name = next(key for key, one in inputs.scenarios.items() if one.page_profiles)
    for profile in inputs.scenarios[name].page_profiles or ():
        called = label(inputs, ["scenarios", name, "page_profiles", profile])
        assert called == (inputs.scenarios[name].label, f"share of {inputs.page_profiles[profile].label}")


def test_a_name_stays_a_name_in_the_words_of_the_proposal_and_may_hold_digits() -> None:
    """Own words once made texts of names, of which no digit may stay untraced: the build was refused."""
    words = {"proposal.words": "{page: [call, calls]}"}
    split = labels(load(KINDS[0].parent / "two-vendors", words))["models.quill-3.split.aspen-9"]
    assert split == ("quill-3", "share to aspen-9")
    days = load(KINDS[0].parent / "day-limits", words)
    ten = labels(days)["scenarios.letters.peak.hours.10"]
    assert ten == ("Letters", "10:00")
    assert [type(part) for part in (*split, *ten)] == [Name] * 4
    text = render(days, sheet := calculate(days, sensitivity=False))
    assert audit_markdown(text.text, text.in_order(), sheet) == []
