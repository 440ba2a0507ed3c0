"""How far the request moves with an assumption is what a change of that assumption makes of it, at both of its ends."""

from fractions import Fraction
from pathlib import Path

import pytest

from generator.calculation import load_case
from generator.figures.figure import Sheet, ancestors
from generator.figures.sensitivity import HEADLINES, in_whole, is_second_order
from generator.figures.sheet import calculate
from generator.inputs import load
from tests.conftest import CEREBRAS, FOREIGN, SMALL, Built

PAGE = "page_profiles.all-cerebras"
PEAK = "scenarios.production.load_cases.peak"
MONTH = "scenarios.production.month"
NAMES = ("low_end", "high_end", "tokens_at_low", "tokens_at_high", "uncached_tokens_at_low", "uncached_tokens_at_high")


def assumptions(sheet: Sheet) -> list[str]:
    """The inputs that have a row."""
    return [name.removesuffix(".effect") for name in sheet.sensitivity if name.endswith(".effect")]


def row(sheet: Sheet, path: str) -> list[Fraction]:
    """The ends of an assumption, and how far all and the uncached tokens move there."""
    return [Fraction(sheet.sensitivity[f"{path}.{name}"].value) for name in NAMES]


def test_every_input_that_the_request_rests_on_has_a_row_but_the_step_of_its_rate(
    cerebras: Built, foreign: Built
) -> None:
    for built in (cerebras, foreign):
        rests = {name for key in HEADLINES for name in ancestors(built.sheet[f"request.{key}"])}
        inputs = {name for name in rests if built.sheet[name].origin and not name.endswith(".rounding_step")}
        assert set(assumptions(built.sheet)) == inputs


def test_with_a_component_the_prompts_grow_that_begin_with_it(cerebras: Built) -> None:
    found = row(cerebras.sheet, f"{PAGE}.components.reasoning-rules-and-schema.tokens")
    more = Fraction(800, 25130)
    assert found == [7200, 8800, -more, more, 0, 0], "the cache serves all of them, more or fewer"


def test_of_a_prompt_stated_as_a_whole_what_is_its_own_is_moved(cerebras: Built) -> None:
    found = row(cerebras.sheet, f"{PAGE}.calls.reasoning.input_tokens")
    total, uncached = Fraction(175, 25130), Fraction(175, 12610)
    assert found == [11325, 11675, -total, total, -uncached, uncached], "11,500 less 9,750 is 1,750"


def test_an_input_with_a_range_is_looked_at_where_its_range_ends(cerebras: Built) -> None:
    rate = Fraction(2 * 500) + 8 * Fraction(100_000, 21_120)
    third = (3 * 500 + 7 * Fraction(100_000, 21_120) - rate) / rate
    assert row(cerebras.sheet, f"{PEAK}.sites_at_peak") == [2, 3, 0, third, 0, third]
    assert row(cerebras.sheet, f"{PAGE}.components.block-template.tokens")[:2] == [400, 600]


@pytest.mark.parametrize(
    "path",
    ["scenarios.production.sites", "scenarios.production.page_views_per_site", f"{MONTH}.active_days",
     f"{MONTH}.hours_per_day"],
)  # fmt: skip
def test_no_step_hides_what_the_rate_moves_by(cerebras: Built, path: str) -> None:
    assert 0 not in row(cerebras.sheet, path)
    under = ancestors(cerebras.sheet.sensitivity[f"{path}.tokens_at_high"])
    assert not [one.name for one in under.values() if one.formula is load_case.pages_per_minute]


@pytest.mark.slice(2)
@pytest.mark.parametrize(("folder", "each"), [(FOREIGN, 3), (CEREBRAS, 5)], ids=["foreign", "cerebras"])
def test_the_move_is_what_the_changed_input_gives_in_a_calculation_of_its_own(folder: Path, each: int) -> None:
    leaves = load(folder).leaves()
    plain = {leaf.path: "0.000000001" for leaf in leaves if leaf.path.endswith(".rounding_step")}
    proposal = load(folder, plain)
    sheet, tried = calculate(proposal), 0
    paths = {one.path for one in proposal.leaves()}
    for path in assumptions(sheet)[::each]:
        figure = sheet[path]
        whole = figure.unit.symbol == "sites" or ".components." in path  # with a component prompts would have to grow
        if figure.ranges or whole or path not in paths or not (figure.origin and figure.origin.source):
            continue
        ends = row(sheet, path)
        for end in (0, 1):
            percent = "%" if figure.unit.percent else ""
            value = f"{float(ends[end] * (100 if percent else 1))!r}{percent}"
            change = {path: f"{{value: {value}, source: {{assumed: tried}}}}"}
            again = calculate(load(folder, plain | change), sensitivity=False)
            for key, said in zip(HEADLINES, ends[2 + end :: 2], strict=True):
                before, after = sheet[f"request.{key}"].value, again[f"request.{key}"].value
                assert float(said) == pytest.approx(float((after - before) / before), abs=1e-9), path
        tried += 1
    assert tried >= 3


@pytest.mark.slice(4)
@pytest.mark.parametrize(
    ("change", "path", "ends"),
    [
        ({}, "caching.prefix_cache.hit_rate", ["0.9", "1"]),  # all of it is served: there is no more
        ({"caching.prefix_cache.hit_rate": "90%"}, "caching.prefix_cache.hit_rate", ["0.81", "0.99"]),
        ({f"{PEAK}.sites_at_peak": "10"}, "scenarios.production.sites", ["10", "11"]),  # as many peak
        ({f"{PEAK}.sites_at_peak": "10"}, f"{PEAK}.sites_at_peak", ["9", "10"]),  # no more can peak than there are
        ({f"{MONTH}.hours_per_day": "24"}, f"{MONTH}.hours_per_day", ["21.6", "24"]),
        ({f"{MONTH}.active_days": "28"}, f"{MONTH}.active_days", ["25.2", "30.8"]),
        ({f"{MONTH}.active_days": "29"}, f"{MONTH}.active_days", ["26.1", "29"]),  # of 31
    ],
)
def test_where_an_input_cannot_be_it_is_held(change: dict[str, str], path: str, ends: list[str]) -> None:
    sheet = calculate(load(CEREBRAS, change))
    found = row(sheet, path)
    assert found[:2] == [Fraction(end) for end in ends]
    likely = Fraction(sheet[path].value)
    assert all(found[end + 2 :: 2] == [0, 0] for end in (0, 1) if found[end] == likely)


def test_a_move_explains_itself_down_to_the_input(cerebras: Built) -> None:
    path = in_whole("scenarios.production.generative_share")
    found = ancestors(cerebras.sheet[f"{path}.uncached_tokens_at_high"])
    assert {"scenarios.production.generative_share", "proposal.judgements.moves_by", f"{path}.high_end"} <= set(found)


def test_how_far_the_inputs_are_moved_is_an_input() -> None:
    sheet = calculate(load(SMALL, {"proposal.judgements.moves_by": "25%"}))
    assert row(sheet, "scenarios.desk.sites")[:2] == [3, 5]


def test_the_effect_is_the_farthest_move_and_slight_below_the_threshold(cerebras: Built) -> None:
    sheet = cerebras.sheet
    for path in assumptions(sheet):
        effect = max(map(abs, row(sheet, path)[2:]))
        assert sheet.sensitivity[f"{path}.effect"].value == effect
        assert sheet.sensitivity[f"{path}.is_slight"].value is (effect < Fraction(1, 100))
    slight = [path for path in assumptions(sheet) if sheet.sensitivity[f"{path}.is_slight"].value]
    assert 0 < len(slight) == sheet.sensitivity["slight"].value < len(assumptions(sheet))


def test_the_whole_sheet_is_that_of_the_first_order_and_that_of_the_second_and_no_figure_of_the_first_rests_on_one(
    cerebras: Built,
) -> None:
    sheet = cerebras.sheet
    second = {one.name for one in sheet.sensitivity.values()}
    assert len(second) == len(sheet.sensitivity) > 300
    assert sheet.first_order.keys() | second == sheet.keys()
    assert sheet.first_order.keys().isdisjoint(second)
    assert {name for name in sheet if is_second_order(name)} == second
    assert all(sheet[one.name] is one for one in sheet.sensitivity.values())
    assert [name for name, one in sheet.first_order.items() if second & ancestors(one).keys()] == []
