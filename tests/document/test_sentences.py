"""A sentence is no surer than its figures: each yes/no has three states, and the document says which."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.document.render import render
from generator.figures.sheet import calculate
from generator.inputs import load
from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "proposals" / "seed"
PAGE = "page_profiles.all-cerebras"
BLOCKS = "caching.prefix_cache.block_tokens"


def lines(changes: Mapping[str, str]) -> list[str]:
    proposal = load(FOLDER, changes)
    return render(proposal, calculate(proposal)).text.splitlines()


STATES = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8"))
CASES = [(f"{what} {at}", what, one) for what, states in STATES.items() for at, one in enumerate(states)]


@pytest.mark.parametrize(("what", "state"), [one[1:] for one in CASES], ids=[one[0] for one in CASES])
def test_what_is_said_is_what_holds_at_all_ends_at_some_or_at_none(what: str, state: Mapping[str, Any]) -> None:
    found = lines(state["changes"])
    said = {one["says"] for one in STATES[what]} & {*found}
    assert said == ({state["says"]} if state["says"] else set())


def test_a_model_that_needs_more_than_its_default_at_the_likely_values_is_asked_for() -> None:
    likely = {f"{PAGE}.calls.reasoning.output_tokens": "{low: 10, likely: 2000, high: 9000}"}
    asked = [line for line in lines(likely) if line.startswith("> - Can gpt-oss-120b have a limit of 14,175,000")]
    assert len(asked) == 1
    only_may = {f"{PAGE}.calls.reasoning.output_tokens": "{low: 1000, likely: 8000, high: 9000}"}
    asked = [line for line in lines(only_may) if line.startswith("> - gpt-oss-120b may need more tokens per minute")]
    assert len(asked) == 1
    assert "up to 31,775,000" in asked[0]


def test_a_saving_that_costs_is_told_as_one_that_costs() -> None:
    """Less of the prefix fills fewer whole blocks; what no block holds is uncached."""
    share = "savings.reasoning-prompt-compression.takes.share_of_tokens"
    text = "\n".join(lines({share: "10%", BLOCKS: "600", f"{PAGE}.components.block-template.tokens": "500"}))
    assert "| 0 | 840,000 | costs 420,000 | costs ~3% |" in text
    assert "It costs uncached tokens: what is left of the prefix fills fewer whole blocks of the prefix cache." in text
    assert "Reasoning prompt compression saves 840K tokens per minute, and costs 420K uncached tokens." in text
    assert "saves −" not in text
    may = "\n".join(lines({share: "{low: 10%, high: 30%}", BLOCKS: "600"}))
    assert "It may cost uncached tokens, as the assumptions fall" in may


def test_an_input_is_written_as_it_is_stated() -> None:
    text = "\n".join(lines({"caching.prefix_cache.hit_rate": "99.6%", "scenarios.demo.generative_share": "0.6%"}))
    assert "99.6% of the requests are assumed to find their prefix in the cache." in text
    assert "| Share of page views that generate a page | 0.6% |" in text
