"""A sentence is no surer than its figures: each yes/no has three states, and the document says which."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.document.marks import Marks, Written, plain
from generator.document.render import render
from generator.figures.ranges import BOUNDED, SEARCHED
from generator.figures.sheet import calculate
from generator.inputs import load
from tests.conftest import ROOT, Built
from tests.figures.test_figure import figure
from tests.sheets import document_of

FOLDER = ROOT / "tests" / "proposals" / "seed"
PAGE = "page_profiles.all-cerebras"
HERO = f"{PAGE}.calls.hero"
BLOCKS = "caching.prefix_cache.block_tokens"


def lines(changes: Mapping[str, str]) -> list[str]:
    return document_of(FOLDER, changes).text.splitlines()


STATES = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8"))
CASES = [(f"{what} {at}", what, one) for what, states in STATES.items() for at, one in enumerate(states)]


@pytest.mark.slice(6)
@pytest.mark.parametrize(("what", "state"), [one[1:] for one in CASES], ids=[one[0] for one in CASES])
def test_what_is_said_is_what_holds_at_all_ends_at_some_or_at_none(what: str, state: Mapping[str, Any]) -> None:
    found = lines(state["changes"])
    said = {one["says"] for one in STATES[what]} & {*found}
    assert said == {state[key] for key in ("says", "also") if key in state}


def test_a_saving_that_costs_is_told_as_one_that_costs() -> None:
    """Less of the prefix fills fewer whole blocks; what no block holds is uncached."""
    share = "savings.reasoning-prompt-compression.takes.share_of_tokens"
    text = "\n".join(lines({share: "10%", BLOCKS: "600", f"{PAGE}.components.block-template.tokens": "500"}))
    assert "| 0 | 840K | costs 420K | costs 2.58% |" in text
    assert "It costs uncached tokens: what is left of the prefix fills fewer whole blocks." in text
    may = "\n".join(lines({share: "{low: 10%, likely: 30%, high: 30%}", BLOCKS: "600"}))
    assert "It may cost uncached tokens, where what is left of the prefix fills fewer whole blocks." in may


def test_an_input_is_written_as_it_is_stated() -> None:
    text = "\n".join(lines({"caching.prefix_cache.hit_rate": "99.6%", "scenarios.demo.generative_share": "0.6%"}))
    assert "We count on 99.6% of the requests to find their prefix" in text
    assert "| 1,250 (500–2,000) | 0.6% |" in text


@pytest.mark.parametrize(
    ("how", "end", "text"),
    [
        ("", "span", "90–110"),
        (BOUNDED, "span", "within 90–110"),
        (SEARCHED, "span", "at least 90–110"),
        (BOUNDED, "high", "at most 110"),
        (SEARCHED, "high", "at least 110"),
        (BOUNDED, "likely", "100"),
    ],
)
def test_an_end_that_is_not_certain_says_so_before_its_number(cerebras: Built, how: str, end: str, text: str) -> None:
    one = replace(figure("whole", 90, 100, 110), how=how)
    assert plain(Marks(cerebras.proposal, cerebras.sheet).show(Written(one, end=end))) == text


def test_where_a_range_was_searched_for_the_document_says_what_that_means(
    cerebras: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    means = "“at least” stands before what was searched for"
    assert means not in cerebras.document.text
    monkeypatch.setattr("generator.figures.ranges.MOST_CORNERS", 3)
    monkeypatch.setattr("generator.figures.ranges.EVERY", 3)
    calls = cerebras.proposal.inputs.page_profiles["all-cerebras"].calls
    ranges = {f"{PAGE}.calls.{key}.requests_per_page": "{low: 0.5, likely: 1, high: 3}" for key in calls}
    proposal = load(FOLDER, {**ranges, f"{HERO}.input_tokens": "{low: 1500, high: 9000}"})
    found = render(proposal, calculate(proposal)).text.splitlines()
    assert [line for line in found if "at least " in line and not line.startswith(means)]
    assert [line for line in found if line.startswith(means)]
