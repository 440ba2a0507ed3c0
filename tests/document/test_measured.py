"""The document shows what was measured, in a section that is there alone where something was."""

import re
import shutil
from pathlib import Path

import pytest

from generator.document.audit import audit_markdown
from generator.document.render import Document, render
from generator.figures.figure import Sheet
from generator.figures.sheet import calculate
from generator.inputs import load
from tests.conftest import ROOT, Built, built

MEASURED = ROOT / "tests" / "proposals" / "measured"
INPUT = "page_profiles.openai.calls.reasoning.input_tokens"
HEADING = "What was measured"


def rendered(folder: Path, **changes: str) -> tuple[Document, Sheet]:
    proposal = load(folder, {name.replace("__", "."): text for name, text in changes.items()})
    sheet = calculate(proposal)
    return render(proposal, sheet), sheet


def test_each_log_stands_with_its_days_requests_and_peak_its_calls_and_its_day() -> None:
    document, sheet = built(MEASURED).document, built(MEASURED).sheet
    lines = document.text.splitlines()
    assert audit_markdown(document.text, document.in_order(), sheet) == []
    assert "| openai | 24–26 October 2026 | 31 | 0.0644 | 5 | 77.6 | 44,355 | 19.4% |" in lines
    assert "| openai | reasoning | 14 | 9,943 | 17,404 | 17,580 | 1,020 | 1,538 | 1,572 |" in lines
    assert "| trace | all | 31 | 498 | 17,198 | 17,580 | 60 | 1,535 | 1,768 |" in lines
    assert not any(line.startswith("| openai | large-120b") for line in lines), "a model that serves one call is it"
    drawn = [name for name in document.charts if name.startswith("day-")]
    assert len(drawn) == len(list((MEASURED / "measured").glob("*.yaml")))
    picture = document.pictures()["measured/day-3.svg"]
    assert picture.count("<rect") == 24 + 1, "a bar for each hour, and the plate"
    assert len(re.findall("middle", picture)) == 2, "the share of the busiest hour, and noon"


def test_what_is_stated_stands_beside_what_was_measured_the_farthest_move_first() -> None:
    document, sheet = rendered(
        MEASURED, page_profiles__openai__calls__reasoning__input_tokens="{value: 8000, source: {assumed: x}}"
    )
    (head,) = (at for at, line in enumerate(document.text.splitlines()) if line.startswith("| Assumption | Stated |"))
    first = document.text.splitlines()[head + 2]
    move = sheet[f"assumptions.{INPUT}.measured.tokens_move_by"]
    assert float(move.value) == pytest.approx(0.314, abs=5e-4)
    assert first == "| Reasoning, openai: input tokens | 8,000 | 10,957 | +37.0% | +31.4% | +31.4% |"


def test_where_nothing_was_measured_nothing_is_said_of_it(small: Built) -> None:
    assert HEADING in built(MEASURED).document.text
    assert HEADING not in small.document.text


def test_a_log_without_times_has_no_day(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(MEASURED.parent / "small", tmp_path / "small"))
    (folder / "measured").mkdir()
    text = "log: {calls: 7}\nvalues:\n  all:\n    requests: {unit: requests, value: 7}\n"
    text += "    output_tokens: {unit: tokens/request, p50: 5, p95: 9, max: 11}\n"
    (folder / "measured" / "plain.yaml").write_text(text, encoding="utf-8")
    document, sheet = rendered(folder)
    assert audit_markdown(document.text, document.in_order(), sheet) == []
    assert "| plain | – | 7 | – | – | – | – | – |" in document.text
    assert "| plain | all | 7 | – | – | – | 5 | 9 | 11 |" in document.text
    assert not any(name.startswith("day") for name in document.charts)
