"""What was measured is a figure at its line, and what is stated beside it says how far the request would move."""

from fractions import Fraction
from pathlib import Path
from shutil import copytree

import pytest
import yaml

from generator.figures.figure import Sheet
from generator.figures.sheet import calculate
from generator.inputs import load
from tests.conftest import ROOT
from tests.sheets import sheet_of

MEASURED = ROOT / "tests" / "proposals" / "measured"
INPUT = "page_profiles.openai.calls.reasoning.input_tokens"
PATH = f"assumptions.{INPUT}.measured"


def test_a_figure_is_what_the_file_says_at_its_line_with_its_log_as_source() -> None:
    file = MEASURED / "measured" / "openai.yaml"
    values = yaml.safe_load(file.read_text(encoding="utf-8"))["values"]
    sheet = sheet_of(MEASURED)
    one = sheet["measured.openai.reasoning.input_tokens.p95"]
    assert float(one.value) == pytest.approx(values["reasoning"]["input_tokens"]["p95"])
    assert one.unit.symbol == "tokens/request"
    assert one.origin is not None
    assert one.origin.place.file == str(file)
    assert "input_tokens" in one.origin.place.text
    assert one.origin.source == "measured: openai, 24–26 October 2026, 31 requests"
    shares = [sheet[f"measured.openai.all.by_hour.h{hour:02}"].value for hour in range(24)]
    assert float(sum(Fraction(one) for one in shares)) == pytest.approx(1, abs=1e-5)
    assert max(shares) == sheet["measured.openai.all.busiest_hour"].value


@pytest.mark.parametrize(("stated", "apart"), [("10000", "1913/20000"), ("10956.5", "0")])
def test_an_input_that_is_stated_stands_beside_what_was_measured(stated: str, apart: str) -> None:
    sheet = calculate(load(MEASURED, {INPUT: f"{{value: {stated}, source: {{assumed: x}}}}"}))
    measured = sheet_of(MEASURED)["request.tokens_per_minute"]
    assert sheet[f"{PATH}.apart"].value == Fraction(apart)
    tokens = Fraction(sheet["request.tokens_per_minute"].value)
    assert sheet[f"{PATH}.tokens_move_by"].value == Fraction(measured.value) / tokens - 1
    assert sheet[f"{PATH}.uncached_tokens_move_by"].value == uncached_move(sheet)


def uncached_move(sheet: Sheet) -> Fraction:
    """By hand: the uncached tokens as the hit rate of the log leaves them, with the measured input and without."""
    after = sheet_of(MEASURED)["request.uncached_tokens_per_minute"]
    return Fraction(after.value) / Fraction(sheet["request.uncached_tokens_per_minute"].value) - 1


def test_what_is_measured_already_and_what_could_not_stand_there_stands_beside_nothing() -> None:
    assert f"{PATH}.apart" not in calculate(load(MEASURED))
    rules = "{rules: {label: Rules, tokens: 11000, source: {assumed: x}}}"
    call = "{label: R, model: large-120b, begins_with: [rules], input_tokens: 12000, output_tokens: 9, "
    call += "requests_per_page: 1, source: {assumed: x}}"
    composed = load(
        MEASURED,
        {"page_profiles.openai.components": rules, "page_profiles.openai.calls.reasoning": call},
    )
    assert f"{PATH}.tokens_move_by" not in calculate(composed)


def test_a_share_close_to_all_was_measured_though_no_step_could_raise_it(tmp_path: Path) -> None:
    folder, path = copytree(MEASURED, tmp_path / "measured"), "caching.prefix_cache.hit_rate"
    for log in (folder / "measured").iterdir():
        log.write_text(log.read_text(encoding="utf-8").replace("hit_rate: 35.4839%", "hit_rate: 95%"), encoding="utf-8")
    sheet = calculate(load(folder, {path: "{value: 40%, source: {assumed: x}}"}))
    assert sheet.sensitivity[f"{path}.measured.apart"].value == Fraction("1.375")
    assert f"{path}.measured.tokens_move_by" in sheet.sensitivity
