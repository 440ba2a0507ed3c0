"""A sweep works the same formulas out as the sheet does, for many values at once."""

import tracemalloc
from fractions import Fraction
from warnings import catch_warnings, simplefilter

import numpy as np
import pytest

from generator.figures.figure import ancestors
from generator.figures.sheet import calculate
from generator.figures.sweep import sweep
from generator.inputs import load
from tests.bench.variants import WANTED, by_hand, runs, variants
from tests.conftest import ROOT, Built
from tests.sheets import sheet_of

MOVES_BY = "proposal.judgements.moves_by"
FOLDER = ROOT / "tests" / "proposals" / "seed"


@pytest.mark.slice(4)
@pytest.mark.parametrize("variant", range(5))
def test_each_variant_of_a_sweep_is_what_the_inputs_give_when_they_are_put_in_one_by_one(
    cerebras: Built, variant: int
) -> None:
    whole = {name for name, one in cerebras.sheet.items() if one.unit.symbol == "sites"}
    varied = variants(cerebras.sheet, 5)
    given = {name: np.round(values, 0 if name in whole else 3) for name, values in varied.items()}
    swept = sweep(cerebras.sheet, given, WANTED)
    exactly = {name: Fraction(str(values[variant])) for name, values in given.items()}
    typed = {
        name: f"{float(value * 100):.1f}%" if cerebras.sheet[name].unit.percent else f"{float(value):.3f}"
        for name, value in exactly.items()
    }
    alone = sheet_of(FOLDER, typed)
    for name in WANTED:
        assert swept[name][variant] == pytest.approx(float(alone[name].value), rel=1e-12)


def test_the_model_written_by_hand_for_arrays_agrees_with_the_formulas(cerebras: Built) -> None:
    given = variants(cerebras.sheet, 20_000)  # more than are worked out at once
    swept, hand = sweep(cerebras.sheet, given, WANTED), by_hand(cerebras.proposal.inputs, given)
    for name in WANTED:
        assert np.allclose(swept[name], hand[name], rtol=1e-12), name
        assert len(set(np.round(swept[name]))) > 100, "they do vary"


@pytest.mark.parametrize("path", ["page_profiles.all-cerebras.calls.reasoning.input_tokens", MOVES_BY])
def test_how_far_the_request_moves_with_an_assumption_is_swept_as_well(cerebras: Built, path: str) -> None:
    name = "assumptions.page_profiles.all-cerebras.calls.reasoning.input_tokens.tokens_at_high"
    value = cerebras.sheet[path].value * 2
    (swept,) = sweep(cerebras.sheet, {path: np.array([float(value)])}, [name])[name]
    alone = calculate(load(FOLDER, {path: f"{float(value)}"}))
    assert swept == pytest.approx(float(alone[name].value), rel=1e-12)
    assert swept != float(cerebras.sheet[name].value)


def test_a_sweep_holds_little_more_than_the_figures_that_are_wanted(cerebras: Built) -> None:
    given = variants(cerebras.sheet, 100_000)
    tracemalloc.start()
    swept = sweep(cerebras.sheet, given, WANTED)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3 * sum(array.nbytes for array in swept.values())


def test_the_formulas_and_the_hand_written_model_are_run_equally_often_and_their_memory_is_counted() -> None:
    taken = runs(FOLDER, 1000, 3)
    assert {name: len(each) for name, each in taken.items()} == {"formulas": 3, "by hand": 3}
    assert all(one.seconds > 0 and one.peak > 4 * 8 * 1000 for each in taken.values() for one in each)


def test_every_input_that_the_request_rests_on_varies_but_the_step(cerebras: Built) -> None:
    under = {name for one in WANTED for name, f in ancestors(cerebras.sheet[one]).items() if f.origin}
    assert under - set(variants(cerebras.sheet, 2)) == {"scenarios.production.load_cases.peak.rounding_step"}


def test_a_figure_that_nothing_varied_moves_is_its_likely_value_throughout(cerebras: Built) -> None:
    swept = sweep(cerebras.sheet, {"scenarios.demo.sites": np.array([1.0, 2.0])}, WANTED[:1])
    assert swept[WANTED[0]].tolist() == [7350.0, 7350.0]


def test_a_sweep_of_no_values_gives_none(cerebras: Built) -> None:
    with catch_warnings():
        simplefilter("error")
        swept = sweep(cerebras.sheet, {"scenarios.production.sites": np.array([])}, WANTED[:1])
    assert [len(swept[name]) for name in WANTED[:1]] == [0]


def test_nothing_of_nothing_is_nothing_in_a_sweep_as_in_the_sheet() -> None:
    calls = "page_profiles.all-cerebras.calls.classification"
    sheet = calculate(load(FOLDER, {f"{calls}.requests_per_page": "0"}))
    given = {"caching.prefix_cache.hit_rate": np.array([0.5, 1.0]), f"{calls}.input_tokens": np.array([350.0, 400.0])}
    for name, values in sweep(sheet, given, sheet).items():
        assert not np.isnan(values).any(), name
    page = "page_profiles.all-cerebras.models.llama-3.1-8b"
    assert sweep(sheet, given, [f"{page}.cache_rate"])[f"{page}.cache_rate"].tolist() == [0, 0]


def test_a_sweep_of_what_is_no_input_or_not_there_is_refused(cerebras: Built) -> None:
    with pytest.raises(KeyError, match=r"no figure scenarios\.demo\.site; did you mean scenarios\.demo\.sites"):
        sweep(cerebras.sheet, {"scenarios.demo.site": np.ones(2)}, WANTED)
    with pytest.raises(KeyError) as caught:
        sweep(cerebras.sheet, {WANTED[0]: np.ones(2)}, WANTED)
    assert caught.value.args == (f"{WANTED[0]} is worked out, so it does not vary by itself",)
