"""The chance that more is needed than is asked for, and what to ask for so that it seldom is."""

from fractions import Fraction

import pytest

from generator.figures.figure import Sheet, ancestors
from generator.figures.sheet import calculate, calculating
from generator.inputs import load
from generator.processes import forking
from tests.calculation.worked import figures
from tests.conftest import CEREBRAS, KINDS, SMALL
from tests.reckoning.chances import contradictions, needs_of, unlike_drawn
from tests.sheets import whole_sheet

(FOLDER,) = (one for one in KINDS if one.name == "chances")
SITES = "scenarios.production.load_cases.peak.sites_at_peak"
SEED = {"proposal.request.chances": "{draws: 4000}"}


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    return whole_sheet(FOLDER)


def test_every_chance_of_ranges_with_a_closed_form_is_what_was_worked_out_by_hand(sheet: Sheet) -> None:
    examples = [one for one in figures("chances")["likely"] if one.about.startswith("chances.")]
    assert len(examples) > 25
    assert {
        one.about: (sheet[one.about].value, one.expected) for one in examples if sheet[one.about].value != one.expected
    } == {}


def test_a_second_drawing_by_other_means_comes_to_the_same(sheet: Sheet) -> None:
    needs = needs_of(FOLDER)
    assert unlike_drawn(needs, sheet) == []
    off = dict(sheet)
    name = "chances.request.pools.leaning.requests_per_minute.p50"
    off[name] = sheet["chances.request.pools.leaning.requests_per_minute.p99"]
    assert [one for one in unlike_drawn(needs, off) if name in one]


def test_chances_agree_with_each_other_and_with_the_ends_of_ranges(sheet: Sheet) -> None:
    assert contradictions(sheet) == []
    assert contradictions(calculate(load(CEREBRAS, SEED))) == []
    off = dict(sheet)
    leaning = "chances.request.pools.leaning.requests_per_minute"
    off[f"{leaning}.chance_of_more"] = sheet["chances.request.pools.named.chance_of_more"]
    assert contradictions(off) != []


def test_drawn_in_a_fork_they_are_what_they_are_drawn_here_and_rest_on_the_figures_of_the_sheet() -> None:
    proposal = load(CEREBRAS, SEED)
    here = calculate(proposal)
    with forking() as hand:
        sheet = calculating(proposal, hand=hand)()
    assert [(one.name, one.value, str(one), one.origin, one.says) for one in sheet.values()] == [
        (one.name, one.value, str(one), one.origin, one.says) for one in here.values()
    ]
    rests_on = ancestors(sheet["chances.request.requests_per_minute.chance_of_more"]).values()
    assert all(one is sheet[one.name] for one in rests_on if one.origin)
    assert len(rests_on) > 20


def test_the_need_is_drawn_before_it_is_rounded_up_and_before_headroom() -> None:
    asked = {**SEED, SITES: "2"}
    plain = calculate(load(CEREBRAS, asked))
    assert plain["chances.request.requests_per_minute.p50"].value == 7270, "1,037.9 pages of 7 requests, not 1,050"
    roomy = calculate(load(CEREBRAS, {**asked, "proposal.request.headroom": "20%"}))
    for key in ("p50", "p99", "least_to_ask"):
        name = f"chances.request.tokens_per_minute.{key}"
        assert roomy[name].value == plain[name].value
    more = "chances.request.uncached_tokens_per_minute.chance_of_more"
    assert roomy[more].value < plain[more].value


def test_a_greater_chance_taken_asks_for_less() -> None:
    name = "chances.request.uncached_tokens_per_minute.least_to_ask"
    rare, often = (
        calculate(load(SMALL, {"proposal.request.chances": f"{{at_most: {one}, draws: 4000}}"}))
        for one in ("1%", "40%")
    )
    assert often[name].value < rare[name].value


def test_where_no_range_moves_the_request_no_chance_is_told() -> None:
    for output, told in (("{low: 600, likely: 700, high: 900}", True), ("700", False)):
        changes = {**SEED, "page_profiles.letter.calls.answer.output_tokens": output}
        assert any(name.startswith("chances.") for name in calculate(load(SMALL, changes))) == told


def test_of_a_whole_range_one_value_is_as_likely_as_its_weight() -> None:
    weights = "{weights: [{value: 2, weight: 7}, {value: 3, weight: 3}]}"
    typed = f"{{low: 2, likely: 2, high: 3, distribution: {weights}, source: {{assumed: x}}}}"
    found = calculate(load(CEREBRAS, {**SEED, SITES: typed}))
    assert found["chances.request.requests_per_minute.chance_of_more"].value == Fraction(30, 100)
    named = f"chances.request.requests_per_minute.explained_by.{SITES}"
    assert found[named].value == 1
    assert not [one for one in found if one.startswith("chances.request.requests_per_minute.explained_by.caching")]
