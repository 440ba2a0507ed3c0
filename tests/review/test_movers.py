"""The change that moved a figure most is named first, whatever sort of change it is."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.inputs.raw import read
from generator.review.movers import movers
from generator.review.terms import Side
from tests.conftest import CEREBRAS, SMALL

TOKENS = "request.uncached_tokens_per_minute"
SITES, RATE = "scenarios.desk.sites", "scenarios.desk.sustained.generations_per_minute_per_site"


def moved_by(changes: Mapping[str, str], folder: Path = SMALL, since: Mapping[str, str] | None = None) -> list[str]:
    """What moved the tokens of a proposal with changes, since it was as it stands or had others."""
    return [*movers(read(folder, changes))(Side("main", read(folder, since or {})), TOKENS)]


@pytest.mark.parametrize(("sites", "rate", "first"), [("8", "334", SITES), ("5", "999", RATE)])
def test_the_change_without_which_the_figure_would_be_farthest_off_comes_first(
    sites: str, rate: str, first: str
) -> None:
    found = moved_by({SITES: sites, RATE: rate, "page_profiles.letter.calls.answer.output_tokens": "600"})
    assert found[0] == first
    assert len(found) == 3


def test_another_load_case_is_named_though_it_is_no_number_and_what_rests_near_is_not() -> None:
    changes = {"proposal.request.headline_case": "production.sustained", "proposal.version": "'2.0'"}
    assert moved_by(changes, CEREBRAS) == ["proposal.request.headline_case"]


def test_a_change_that_moves_the_figure_not_is_left_out() -> None:
    assert moved_by({SITES: "5", "proposal.judgements.dominates_above": "70%"}) == [SITES]


def test_where_only_words_changed_or_the_side_has_no_inputs_nothing_is_named() -> None:
    assert moved_by({"proposal.title": "Another"}) == []
    assert movers(read(SMALL, {SITES: "5"}))(Side("main"), TOKENS) == []


def test_a_change_that_cannot_be_taken_back_alone_comes_after_those_that_can() -> None:
    at_peak, sites = "scenarios.production.load_cases.peak.sites_at_peak", "scenarios.production.sites"
    assert moved_by({sites: "20", at_peak: "15"}, CEREBRAS) == [at_peak, sites]
