"""How far the request moves with an assumption is what a change of that assumption makes of it."""

from fractions import Fraction
from pathlib import Path

import pytest

from generator.figures.figure import Sheet, ancestors
from generator.figures.sensitivity import HEADLINES, SECOND_ORDER
from generator.figures.sheet import calculate
from generator.inputs import load
from tests.conftest import CEREBRAS, FOREIGN, Built

TENTH = Fraction(1, 10)


def assumptions(sheet: Sheet) -> list[str]:
    """The inputs that have a row."""
    ends = [name for name in sheet if name.startswith(SECOND_ORDER) and name.endswith(".moved_by")]
    return [name.removeprefix(SECOND_ORDER).removesuffix(".moved_by") for name in ends]


def test_every_input_that_the_request_rests_on_has_a_row_and_no_other(cerebras: Built, foreign: Built) -> None:
    for built in (cerebras, foreign):
        rests = {name for key in HEADLINES for name in ancestors(built.sheet[f"request.{key}"])}
        inputs = {name for name in rests if built.sheet[name].origin}
        assert set(assumptions(built.sheet)) == inputs


def test_how_far_the_request_moves_is_worked_out_at_likely_values_alone(cerebras: Built) -> None:
    assert all(cerebras.sheet[f"request.{key}"].ranges for key in HEADLINES)
    for name, one in cerebras.sheet.items():
        if name.startswith(SECOND_ORDER) and name.endswith("move_by"):
            assert (one.low, one.high) == (one.value, one.value), name


@pytest.mark.parametrize(("folder", "each"), [(CEREBRAS, 5), (FOREIGN, 1)], ids=["cerebras", "foreign"])
def test_the_move_is_what_the_changed_input_gives_in_a_calculation_of_its_own(folder: Path, each: int) -> None:
    proposal = load(folder)
    sheet, tried = calculate(proposal), 0
    paths = {one.path for one in proposal.leaves()}
    for path in assumptions(sheet)[::each]:
        figure = sheet[path]
        if figure.ranges or figure.unit.percent or figure.origin is None or not figure.origin.source:
            continue
        moved = figure.value * (1 + sheet[f"{SECOND_ORDER}{path}.moved_by"].value)
        if figure.unit.symbol == "sites" and moved != int(moved):
            continue  # the inputs take whole sites alone
        place = path if path in paths else ""
        change = {place: f"{{value: {float(moved)!r}, source: {{assumed: tried}}}}"}
        again = calculate(load(folder, change), sensitivity=False)
        for key, row in zip(HEADLINES, ("tokens_move_by", "uncached_tokens_move_by"), strict=True):
            before, after = sheet[f"request.{key}"].value, again[f"request.{key}"].value
            assert sheet[f"{SECOND_ORDER}{path}.{row}"].value == (after - before) / before, path
        tried += 1
    assert tried > 5


@pytest.mark.parametrize(
    ("change", "path", "move"),
    [
        ({}, "caching.prefix_cache.hit_rate", -TENTH),  # all of it is served: there is no more
        ({"caching.prefix_cache.hit_rate": "90%"}, "caching.prefix_cache.hit_rate", TENTH),
        ({"scenarios.production.load_cases.peak.sites_at_peak": "10"}, "scenarios.production.sites", TENTH),
        (
            {"scenarios.production.load_cases.peak.sites_at_peak": "10"},
            "scenarios.production.load_cases.peak.sites_at_peak",
            -TENTH,  # no more sites can peak than there are
        ),
        ({"scenarios.production.month.hours_per_day": "24"}, "scenarios.production.month.hours_per_day", -TENTH),
        (
            {"scenarios.production.month.hours_per_day": "24", "proposal.judgements.moves_by": "100%"},
            "scenarios.production.month.hours_per_day",
            Fraction(1),  # nothing would be left of it
        ),
        ({"scenarios.production.month.active_days": "28"}, "scenarios.production.month.active_days", TENTH),
        ({"scenarios.production.month.active_days": "29"}, "scenarios.production.month.active_days", -TENTH),  # of 31
        (
            {"page_profiles.all-cerebras.components.classification-prompt.tokens": "350"},
            "page_profiles.all-cerebras.components.classification-prompt.tokens",
            -TENTH,  # a prompt cannot begin with more tokens than it has
        ),
    ],
)
def test_what_cannot_be_raised_is_lowered(change: dict[str, str], path: str, move: Fraction) -> None:
    assert calculate(load(CEREBRAS, change))[f"{SECOND_ORDER}{path}.moved_by"].value == move


def test_a_move_explains_itself_down_to_the_input(cerebras: Built) -> None:
    found = ancestors(cerebras.sheet[f"{SECOND_ORDER}scenarios.production.generative_share.uncached_tokens_move_by"])
    moved = f"{SECOND_ORDER}scenarios.production.generative_share.raised"
    assert {"scenarios.production.generative_share", "proposal.judgements.moves_by", moved} <= set(found)
    assert f"{moved}.request.uncached_tokens_per_minute" in found


def test_how_far_the_inputs_are_moved_is_an_input() -> None:
    sheet = calculate(load(CEREBRAS, {"proposal.judgements.moves_by": "25%"}))
    assert sheet[f"{SECOND_ORDER}scenarios.production.sites.moved_by"].value == Fraction(1, 4)
