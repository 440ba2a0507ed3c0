"""The second reckoning agrees with the sheet of any valid inputs, and notices a formula that is wrong."""

import ast
import inspect
import re
import shutil
import tempfile
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from os.path import getsize
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import Phase, given

from generator.calculation import sensitivity
from generator.figures.formulas import formulas
from generator.figures.sheet import calculate
from generator.inputs import load
from tests.calculation import every
from tests.conftest import CEREBRAS, FOREIGN, FULL, KINDS, ROOT, SMALL
from tests.mutants.formulas import Mutant, in_place
from tests.reckoning.ends import Reckoned, otherwise, reckoned
from tests.reckoning.typed import inputs, read
from tests.remember import draws
from tests.sheets import heard_elsewhere, sheet_of, whole_sheet
from tests.strategies import Values, proposals, write

MEASURED = ROOT / "tests" / "proposals" / "measured"
FOLDERS = sorted(
    (SMALL, FOREIGN, FULL, MEASURED, *KINDS, CEREBRAS), key=lambda folder: sum(map(getsize, folder.glob("*.yaml")))
)
"""The shortest first: the fewer figures a proposal has, the sooner they are reckoned."""
LONG = ("chances", "day-limits", "two-continents", "seed")
"""Proposals whose reckoning takes a second each; the live one is reckoned in tests/live."""


@cache
def own(folder: Path, second_order: bool = True) -> Reckoned:
    return reckoned(read(folder), second_order)


@pytest.mark.slice(4)
@pytest.mark.parametrize(
    "folder",
    [pytest.param(one, marks=[pytest.mark.whole] * (one.name in LONG), id=one.name) for one in FOLDERS],
)
def test_every_figure_of_a_frozen_proposal_is_what_is_reckoned(folder: Path) -> None:
    assert otherwise(own(folder), whole_sheet(folder)) == []


def test_what_an_input_names_of_a_log_is_the_number_that_was_measured() -> None:
    given, calls = inputs(read(MEASURED)), "page_profiles.openai.calls"
    assert given[f"{calls}.reasoning.input_tokens"] == (Fraction("10956.5"),) * 3
    assert given[f"{calls}.reasoning.output_tokens"] == (Fraction("1003.2"), Fraction(1020), Fraction("1538.25"))


def test_what_is_broken_off_moves_no_work_and_is_no_assumption_of_it(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "tests" / "proposals" / "media", tmp_path / "inputs" / "media"))
    pages = folder / "page_profiles.yaml"
    failing = pages.read_text(encoding="utf-8").replace(
        "\nlong:\n", "\nlong:\n  failures: {refused: 3%, broken_off: 2%}\n"
    )
    pages.write_text(failing, encoding="utf-8")
    found = calculate(load(folder))
    assert otherwise(reckoned(read(folder)), found) == []
    rests = [name for name in found.sensitivity if ".failures." in name]
    assert rests
    assert not any(".broken_off" in name for name in rests)


def test_that_a_case_which_is_not_asked_for_cannot_be_so_holds_no_number(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SMALL, tmp_path / "inputs" / "small"))
    scenarios = folder / "scenarios.yaml"
    peak = "  peak: {pages_per_minute_per_site: 400}\n"
    full = "    full: {label: Full, description: All at peak., sites_at_peak: 4}\n"
    text = scenarios.read_text(encoding="utf-8").replace("  load_cases:\n", f"{peak}  load_cases:\n{full}")
    scenarios.write_text(text, encoding="utf-8")
    found = calculate(load(folder))
    assert otherwise(reckoned(read(folder)), found) == []


def test_of_work_that_a_pool_does_not_send_a_model_no_day_is_held_against_its_limit(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "tests" / "proposals" / "media", tmp_path / "inputs" / "media"))
    pages = folder / "page_profiles.yaml"
    head, _, long = pages.read_text(encoding="utf-8").partition("\nlong:\n")
    pages.write_text(f"{head}\nlong:\n{long.replace('model: paint-1', 'model: read-1', 1)}", encoding="utf-8")
    found = calculate(load(folder))
    assert "request.pools.press.models.read-1.requests_per_minute" in found
    assert otherwise(reckoned(read(folder)), found) == []


def test_names_may_have_points(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "tests" / "proposals" / "search-mix", tmp_path / "inputs" / "points"))
    for file in folder.glob("*.yaml"):
        file.write_text(re.sub(r"\bdeep\b", "deep.2", file.read_text(encoding="utf-8")), encoding="utf-8")
    found = calculate(load(folder))
    assert any(".parts.deep.2." in name for name in found)
    assert otherwise(reckoned(read(folder)), found) == []


def test_work_that_goes_elsewhere_is_reckoned_and_no_token_of_what_has_none(tmp_path: Path) -> None:
    folder = heard_elsewhere(tmp_path)
    models = folder / "models.yaml"
    least = models.read_text(encoding="utf-8").replace("hear-2:\n", "hear-2:\n  least_prefix_tokens: 1024\n")
    models.write_text(least, encoding="utf-8")
    found = calculate(load(folder), sensitivity=False)
    assert otherwise(reckoned(read(folder), second_order=False), found) == []


def test_a_cache_of_no_tokens_is_no_assumption(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "tests" / "proposals" / "media", tmp_path / "inputs" / "media"))
    cache = "prefix_cache: {hit_rate: 80%, block_tokens: 64, source: {vendor: data sheet}}\n"
    (folder / "caching.yaml").write_text(cache, encoding="utf-8")
    assert otherwise(reckoned(read(folder)), calculate(load(folder))) == []


def test_a_driver_in_whose_place_each_region_has_its_own_is_no_assumption(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "tests" / "proposals" / "two-continents", tmp_path / "inputs" / "own"))
    text = (folder / "scenarios.yaml").read_text(encoding="utf-8")
    spare = text.replace("    turns: {value: 6,", "    users: 500\n    turns: {value: 6,")
    (folder / "scenarios.yaml").write_text(spare, encoding="utf-8")
    assert otherwise(reckoned(read(folder), most=2), calculate(load(folder))) == []


def test_what_a_mean_page_writes_to_the_cache_of_another_vendor_is_reckoned(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "tests" / "proposals" / "two-vendors", tmp_path / "inputs" / "mean"))
    pages, scenarios = folder / "page_profiles.yaml", folder / "scenarios.yaml"
    text = pages.read_text(encoding="utf-8")
    other = text.partition("talk:")[2].replace("Reply at the counter", "Short reply").replace("500", "250")
    pages.write_text(f"{text}short:{other}", encoding="utf-8")
    mixed = "page_profiles: {talk: 75%, short: 25%}"
    scenarios.write_text(scenarios.read_text(encoding="utf-8").replace("page_profile: talk", mixed), encoding="utf-8")
    found = calculate(load(folder), sensitivity=False)
    assert found["counter.noon.elsewhere.aspen-9.models.aspen-9.written_input_tokens_per_minute"].value
    assert otherwise(reckoned(read(folder), second_order=False), found) == []


def test_each_turn_that_is_read_sends_its_work(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "tests" / "proposals" / "chat-turns", tmp_path / "inputs" / "work"))
    pages, letter = folder / "page_profiles.yaml", folder / "proposal.yaml"
    sends = "turns: 3\n      work: {image: 2}\n      failures: {refused: 10%}"
    pages.write_text(pages.read_text(encoding="utf-8").replace("turns: 3", sends), encoding="utf-8")
    units = "work_units: {image: [image, images]}\n"
    letter.write_text(units + letter.read_text(encoding="utf-8"), encoding="utf-8")
    found = calculate(load(folder), sensitivity=False)
    images = found["page_profiles.chat.calls.handover.work.image.work_per_page"].value
    assert images == Fraction("0.2") * Fraction("1.01") * 3 * Fraction("0.9") * 2
    assert otherwise(reckoned(read(folder), second_order=False), found) == []


def test_of_a_stage_no_site_more_is_tried(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FULL, tmp_path / "inputs" / "stage"))
    scenarios = folder / "scenarios.yaml"
    text = scenarios.read_text(encoding="utf-8").replace(
        "  sites: 8\n", "  sites: 8\n  stages: {then: {from: 2029-Q2, factor: 2}}\n"
    )
    scenarios.write_text(text.replace("    rush:\n", "    rush:\n      stage: then\n"), encoding="utf-8")
    found = calculate(load(folder), sensitivity=False)
    assert not any(".one_more." in name for name in found)
    assert otherwise(reckoned(read(folder), second_order=False, most=2), found) == []


def test_a_saving_of_work_alone_is_worth_its_cost_and_no_case_with_tokens_is_a_share_of_it(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "tests" / "proposals" / "transcription", tmp_path / "inputs" / "worth"))
    letter = folder / "proposal.yaml"
    text = re.sub(r"headline_case: .*", "headline_case: letters.noon", letter.read_text(encoding="utf-8"))
    letter.write_text(text.replace("letters.noon: {included", "desk.noon: {included"), encoding="utf-8")
    takes = "takes: {skipped_call: hearing, share_of_pages: 15%}"
    saving = f"fewer: {{label: Fewer, description: Some are not read., source: {{assumed: a guess}}, {takes}}}\n"
    (folder / "savings.yaml").write_text(saving, encoding="utf-8")
    found = calculate(load(folder), sensitivity=False)
    assert (
        found["savings.fewer.saved_cost_per_page"].value == found["page_profiles.letter.cost_per_page"].value * 3 / 20
    )
    assert not any(name.startswith("desk.") and "share_of_headline" in name for name in found)
    assert otherwise(reckoned(read(folder), second_order=False), found) == []


def test_clocks_are_those_of_the_day_of_the_letter_where_it_names_no_other(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "tests" / "proposals" / "two-continents", tmp_path / "inputs" / "clocks"))
    letter = folder / "proposal.yaml"
    text = re.sub(r"needed_by: .*\n", "", letter.read_text(encoding="utf-8"))
    letter.write_text(text, encoding="utf-8")
    found = calculate(load(folder), sensitivity=False)
    assert otherwise(reckoned(read(folder), second_order=False), found) == []


@pytest.mark.parametrize("growth", [900, 0])
@pytest.mark.parametrize("turns", [1, 2])
def test_turns_move_to_no_mean_of_fewer_than_two(turns: int, growth: int, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "tests" / "proposals" / "chat-turns", tmp_path / "inputs" / "turns"))
    pages = folder / "page_profiles.yaml"
    text = pages.read_text(encoding="utf-8").replace("growth_tokens: 900", f"growth_tokens: {growth}")
    pages.write_text(text.replace("turns: 3", f"turns: {turns}"), encoding="utf-8")
    found = calculate(load(folder))
    assert otherwise(reckoned(read(folder)), found) == []
    name = "assumptions.page_profiles.chat.calls.handover.turns"
    assert found[f"{name}.low_end"].value == turns


@draws(1 / 15, phases=[Phase.generate])
@given(proposals())
def test_every_figure_of_any_valid_inputs_is_what_is_reckoned_and_no_corner_passes_its_ends(
    files: dict[str, Values],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        written = write(files, Path(folder))
        assert otherwise(reckoned(read(written)), calculate(load(written))) == []


UNRECKONED = ("drift", "offer", "offer_cost", "offer_month", "offered", "offered_in_pools", "offered_steps", "variant")
"""What was measured, tests/figures/test_measured.py holds; what variants are, tests/figures/test_varied.py;
what offers come to is in no document, and is held by hand in tests/worked/offers."""
RECKONED = [one for one in every.MODULES if one.__name__.rpartition(".")[2] not in UNRECKONED]


@pytest.mark.slice(30)
@pytest.mark.parametrize("module", RECKONED, ids=lambda module: module.__name__.rpartition(".")[2])
def test_a_formula_that_is_wrong_is_noticed(module: ModuleType) -> None:
    """Each formula gives one more, or the other answer: a proposal that uses it is not what is reckoned."""
    for mutant in wrong(module):
        likeliest = next((folder for folder in FOLDERS if used(folder, module, mutant.name)), FOLDERS[0])
        with in_place(mutant):
            tried = (likeliest, *FOLDERS)
            assert any(differs(folder, second_order=module is sensitivity) for folder in tried), str(mutant)


def used(folder: Path, module: ModuleType, formula: str) -> bool:
    """Whether a figure of a proposal has a formula of a module."""
    sheet = whole_sheet(folder) if module is sensitivity else sheet_of(folder)
    every_one = (one.formula for one in sheet.values() if one.formula)
    return any((one.__module__, one.__name__) == (module.__name__, formula) for one in every_one)


OPPOSITE: dict[type, type[ast.cmpop]] = {
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Eq: ast.NotEq,
}


def wrong(module: ModuleType) -> Iterator[Mutant]:
    for name, one in formulas(module).items():
        tree: Any = ast.parse(inspect.getsource(one.function)).body[0]
        value = tree.body[-1].value
        if one.unit.logical:
            value.ops = [OPPOSITE[type(value.ops[0])]()]
        else:
            tree.body[-1].value = ast.BinOp(value, ast.Add(), ast.Constant(1))
        yield Mutant(module, name, ast.fix_missing_locations(tree), ast.unparse(tree.body[-1].value))


def differs(folder: Path, second_order: bool) -> bool:
    """How far others would move is looked at where its own formulas are wrong: it rests on all others."""
    must, proposal = own(folder, second_order), load(folder)
    try:
        return otherwise(must, calculate(proposal, second_order)) != []
    except Exception:  # a formula whose range cannot be told is refused as loudly
        return True
