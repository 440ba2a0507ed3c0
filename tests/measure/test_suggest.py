"""What is stated stands beside what was measured, that first which would move the request most."""

import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from generator.document.render import render
from generator.errors import Place, ProposalError
from generator.figures.sheet import calculate
from generator.inputs import Leaf, load
from generator.inputs.quantities import Amount, unit_of
from generator.measure.suggest import (
    ASKED,
    NOTHING,
    Beside,
    as_data,
    as_markdown,
    as_text,
    beside,
    lines_to_change,
    written,
)
from generator.terminal import plain
from generator.units import TokensPerRequest
from tests.conftest import ROOT

MEASURED = ROOT / "tests" / "proposals" / "measured"
INPUT = "page_profiles.openai.calls.reasoning.input_tokens"
OUTPUT = "page_profiles.openai.calls.classification.output_tokens"
OTHER = "page_profiles.trace.calls.completion.requests_per_page"
"""Of a page that nothing asks for: its only call is the model's."""
STATED = {
    "reasoning.input_tokens.mean": "8000",
    "classification.output_tokens.mean": "{value: 40, source: {assumed: a guess}}",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The measured proposal, of which two values of a page are stated, and one file was measured."""
    copy = Path(shutil.copytree(MEASURED, tmp_path / "inputs" / "measured"))
    text = (copy / "page_profiles.yaml").read_text(encoding="utf-8")
    for name, stated in STATED.items():
        text = text.replace(f"{{measured: openai.{name}}}", stated, 1)
    text = text.replace("openai:\n", 'openai:\n  source: {assumed: "a guess"}\n', 1)
    (copy / "page_profiles.yaml").write_text(text, encoding="utf-8")
    return copy


def found(folder: Path) -> list[Beside]:
    return beside(folder, load(folder))


def moved_by_hand(folder: Path, one: Beside) -> dict[str, Fraction]:
    """How far the request moves where the measured value is put in the place of the stated one."""
    put = {one.leaf.path: f"{{measured: {one.name}}}"}
    before, after = (calculate(load(folder, changes), sensitivity=False) for changes in ({}, put))
    return {name: Fraction(after[name].value) / Fraction(before[name].value) - 1 for name in one.moves}


def test_only_what_is_stated_is_told_with_how_far_it_is_and_what_it_moves(folder: Path) -> None:
    rows = {one.leaf.path: one for one in found(folder)}
    assert list(rows) == [INPUT, OUTPUT, OTHER]
    assert rows[OTHER].effect == 0
    assert rows[INPUT].moves == moved_by_hand(folder, rows[INPUT])
    first = rows[INPUT]
    assert (int(first.stated), float(first.measured)) == (8_000, 10_956.5)
    assert float(first.apart or 0) == pytest.approx(10_956.5 / 8_000 - 1)
    assert first.moves["request.tokens_per_minute"] > rows[OUTPUT].moves["request.tokens_per_minute"]
    assert first.name.endswith(".reasoning.input_tokens.mean")


def states_its_own(folder: Path, tokens: str) -> Beside:
    """What is said of a call whose own tokens are stated, beside a prefix of 7,000."""
    text = (folder / "page_profiles.yaml").read_text(encoding="utf-8")
    text = text.replace("  calls:\n", "  components:\n    rules: {label: Rules, tokens: 7000}\n  calls:\n", 1)
    text = text.replace("input_tokens: 8000", f"specific_tokens: {tokens}\n      begins_with: [rules]", 1)
    (folder / "page_profiles.yaml").write_text(text, encoding="utf-8")
    return next(one for one in found(folder) if one.leaf.keys[-1] == "specific_tokens")


def test_where_a_call_states_its_own_tokens_the_measured_whole_prompt_stands_in_their_place(folder: Path) -> None:
    one = states_its_own(folder, "3000")
    assert (one.fault, one.key, float(one.measured)) == ("", "input_tokens", 10_956.5 - 7_000)
    files, counts = written(folder, before := load(folder), [(one.leaf, one.name)])
    assert counts == {"page_profiles.yaml": 1}
    after = load(folder, texts={**before.files, **files})
    assert after.inputs.page_profiles["openai"].calls["reasoning"].specific_tokens is None
    sheets = calculate(before), calculate(after)
    row = "| Reasoning, openai: specific tokens | 3,000 | 3,957 | +31.9% |"
    assert row in render(before, sheets[0]).text
    assert one.moves == {name: Fraction(sheets[1][name].value) / sheets[0][name].value - 1 for name in ASKED}


def test_how_far_a_prompt_is_from_the_mean_of_its_own_part_is_lost_for_no_measured_value(folder: Path) -> None:
    assert "percentiles are those of specific_tokens" in states_its_own(folder, "{mean: 3000, p95: 5000}").fault


def test_what_could_not_stand_there_says_why(folder: Path) -> None:
    text = (folder / "page_profiles.yaml").read_text(encoding="utf-8")
    text = text.replace("  calls:\n", "  components:\n    rules: {label: Rules, tokens: 7000}\n  calls:\n", 1)
    text = text.replace("input_tokens: 8000", "input_tokens: 8000\n      begins_with: [rules]", 1)
    (folder / "page_profiles.yaml").write_text(text, encoding="utf-8")
    for path in folder.glob("measured/*.yaml"):
        path.write_text(path.read_text(encoding="utf-8").replace("mean: 10956.5", "mean: 500"), encoding="utf-8")
    one = next(one for one in found(folder) if one.leaf.path == INPUT)
    assert "more than its input" in one.fault
    assert one.effect == 0


def test_a_file_that_is_broken_is_told(folder: Path) -> None:
    (folder / "measured" / "trace.yaml").write_text("values: [", encoding="utf-8")
    with pytest.raises(ProposalError, match=r"trace\.yaml"):
        load(folder)


LEAF = Leaf(
    "page_profiles.p.calls.c.input_tokens", ("page_profiles", "p", "calls", "c", "input_tokens"),
    Amount(value=Fraction(800)),
    unit_of(TokensPerRequest), "", Place("inputs/p/page_profiles.yaml", 7, 21, "      input_tokens: 800"), None,
)  # fmt: skip
ROW = Beside(LEAF, "c.input_tokens.mean", Fraction(800), Fraction(1000), dict.fromkeys(ASKED, Fraction(1, 10)))
FAULTY = ROW._replace(moves={}, fault="too much")


def test_a_row_says_how_far_both_are_apart_and_what_it_moves() -> None:
    _, row = map(plain, as_text([ROW]))
    assert row.split() == [
        "page_profiles.p.calls.c.input_tokens",
        "800",
        "1,000",
        "c.input_tokens.mean",
        "+25%",
        "+10%",
        "+10%",
    ]
    assert plain([*as_text([FAULTY])][-1]).endswith("c.input_tokens.mean cannot stand there: too much")


def test_markdown_and_data_have_the_same() -> None:
    lines = [*as_markdown([ROW])]
    assert (
        lines[2]
        == "| `page_profiles.p.calls.c.input_tokens` | 800 | 1,000 | `c.input_tokens.mean` | +25% | +10% | +10% |"
    )
    (data,) = as_data([ROW])
    assert (data["stated"], data["measured"], data["apart"], data["line"]) == (800, 1000, 0.25, 7)
    assert data["moves"] == dict.fromkeys(ASKED, 0.1)


def test_the_line_to_change_is_shown_as_it_is_and_as_it_would_be() -> None:
    assert [*map(plain, lines_to_change([ROW, FAULTY]))] == [
        "inputs/p/page_profiles.yaml:7: input_tokens: 800",
        "    input_tokens: {measured: c.input_tokens.mean}",
    ]


def test_where_nothing_stands_beside_it_is_said() -> None:
    assert ([*as_text([])], [*as_markdown([])]) == ([NOTHING], [f"{NOTHING.capitalize()}."])
