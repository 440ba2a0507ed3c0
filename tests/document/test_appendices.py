"""The appendices name each input with its source, and derive the request without a gap."""

import pytest
from jinja2 import UndefinedError

from generator.document.appendices import ASKED, assumptions, derivations, label, letter
from generator.figures.figure import Figure
from generator.figures.sheet import calculate
from generator.inputs import load
from tests.conftest import ROOT, Built

CEREBRAS = ROOT / "tests" / "proposals" / "seed"


def test_every_assumption_stands_in_the_group_of_its_file_with_value_unit_and_source(cerebras: Built) -> None:
    found = assumptions(cerebras.proposal, cerebras.sheet)
    assert list(found["groups"]) == ["page_profiles", "scenarios", "caching"]
    (row,) = found["groups"]["caching"]
    assert (row.owner, row.called, str(row.value), row.basis) == ("Prefix cache", "hit rate", "100%", "assumed")
    sources = {source["letter"]: source["text"] for source in found["sources"]}
    assert sources[row.source].startswith("at these rates a prefix is asked for again")


def test_a_default_and_a_change_claim_no_source() -> None:
    proposal = load(CEREBRAS, {"scenarios.production.sites": "12"})
    groups = assumptions(proposal, calculate(proposal))["groups"]
    basis = {(row.owner, row.called): (row.basis, row.source) for rows in groups.values() for row in rows}
    assert basis["Hero content", "requests per page"] == ("default", "")
    assert basis["Production sites", "sites"] == ("changed for this run", "")
    assert basis["Production sites", "active days"][0] == "stated by us"


def test_every_letter_of_a_row_is_one_of_the_sources_and_each_is_used(cerebras: Built, foreign: Built) -> None:
    for built in (cerebras, foreign):
        found = assumptions(built.proposal, built.sheet)
        used = {row.source for rows in found["groups"].values() for row in rows if row.source}
        assert used == {source["letter"] for source in found["sources"]}


def test_what_may_be_stated_of_a_peak_and_of_a_sustained_rate_says_of_which(foreign: Built) -> None:
    called = [label(foreign.proposal.inputs, leaf.keys) for leaf in foreign.proposal.leaves()]
    rates = [words for _, words in called if words.endswith("generations per minute per site")]
    assert rates == ["sustained generations per minute per site", "peak generations per minute per site"]
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
    for built in (cerebras, foreign):
        shown = {line.figure.name for one in derivations(built.proposal, built.sheet) for line in one.lines}
        asked = {f"request.{key}" for key in ASKED}
        assert asked <= shown | {name for name in asked if said_below(built.sheet[name])}
        for name in shown:
            for need in built.sheet[name].inputs():
                row = need.name.rpartition(".")[0]
                below = need.origin or ".models." in need.name or row == "constants" or row.endswith(".month")
                assert need.name in shown or below or said_below(need), f"{name} leaves {need.name} out"


def test_a_line_stands_once_in_all_derivations(cerebras: Built, foreign: Built) -> None:
    for built in (cerebras, foreign):
        every = [line.figure.name for one in derivations(built.proposal, built.sheet) for line in one.lines]
        assert len(every) == len(set(every))


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


def test_each_derivation_begins_with_the_figure_of_the_request_or_with_the_case_that_is_all_of_it(
    cerebras: Built,
) -> None:
    for key, one in zip(ASKED, derivations(cerebras.proposal, cerebras.sheet), strict=True):
        words = key.replace("_", " ")
        assert one.called == words
        assert (one.lines[0].owner, one.lines[0].called) == ("Production, realistic peak", words)
        assert one.lines[0].figure.value == cerebras.sheet[f"request.{key}"].value
    beside = load(CEREBRAS, {"proposal.request.beside": "{demo.peak: {included: true}}"})
    sheet = calculate(beside)
    for key, one in zip(ASKED, derivations(beside, sheet), strict=True):
        assert (one.lines[0].owner, one.lines[0].figure) == ("Request", sheet[f"request.{key}"])


def test_a_template_that_asks_a_derivation_for_what_it_has_not_is_told(cerebras: Built) -> None:
    first, *_ = derivations(cerebras.proposal, cerebras.sheet)
    with pytest.raises(UndefinedError, match="request has no line; did you mean lines"):
        _ = first.line


def test_letters_go_on_after_the_last_of_the_alphabet() -> None:
    assert [letter(index) for index in (0, 25, 26, 51, 52)] == ["a", "z", "aa", "az", "ba"]
