"""Whether what is committed is valid, current and true: a verdict for each thing, one for all that a build mends."""

import re
import shutil
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import pytest

from generator.build.files import files_of
from generator.document.record import recorded
from generator.inputs import load
from generator.inputs.raw import read
from generator.print.picture import first_page
from generator.print.product import make
from generator.review.built import REBUILD, Verdict
from generator.review.check import check, of_inputs
from generator.review.terms import Before
from tests.conftest import SMALL as FOLDER
from tests.conftest import UNITS, Built, put

NAME = "small"


@pytest.fixture(scope="module")
def files(small: Built, small_pdf: bytes, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    texts = files_of(small, FOLDER, tmp_path_factory.mktemp("none"), "md", False)
    return {**texts, f"{NAME}.pdf": small_pdf, f"{NAME}.png": first_page(small_pdf)}


@pytest.fixture
def output(files: Mapping[str, bytes], tmp_path: Path) -> Path:
    put(tmp_path, NAME, files)
    return tmp_path


@pytest.fixture(scope="module")
def larger() -> Built:
    return make(load(FOLDER, {"scenarios.desk.sites": "5"}))


def found(product: Built, output: Path, verbose: bool = False) -> list[Verdict]:
    return [*check(product, FOLDER, output, verbose=verbose)]


def test_each_thing_that_is_current_has_its_verdict_and_the_guardrails_come_last(small: Built, output: Path) -> None:
    verdicts = found(small, output)
    assert [one.faults for one in verdicts if one.faults] == []
    assert [one.what for one in verdicts] == ["markdown", "figures", "charts", "pdf", "picture", "guardrails"]


def test_a_value_that_nothing_uses_is_told_with_its_line_and_is_no_fault(small: Built, tmp_path: Path) -> None:
    assert of_inputs(small) == Verdict("inputs", "valid")
    folder = shutil.copytree(FOLDER, tmp_path / NAME)
    inputs = folder / "proposal.yaml"
    lines = inputs.read_text(encoding="utf-8").count("\n")
    fact = '{value: 4, label: clerks, source: {stated: "Letter of the desk"}}'
    inputs.write_text(f"{inputs.read_text(encoding='utf-8')}facts:\n  clerks: {fact}\n", encoding="utf-8")
    found = of_inputs(make(load(folder)))
    assert (found.says, found.faults) == ("valid, 1 value without effect", ())
    (line,) = found.shown
    assert re.fullmatch(rf"{inputs}:{lines + 2}:\d+: proposal.facts.clerks: nothing rests on it or shows it", line)


def test_stale_output_is_one_line_and_one_remedy_however_many_files_it_is(larger: Built, output: Path) -> None:
    stale, *_, guardrails = sorted(
        found(larger, output), key=lambda one: (one.what != "output", one.what == "guardrails")
    )
    assert (stale.what, guardrails.what, stale.shown) == ("output", "guardrails", ())
    assert stale.says.startswith("not current: small.md, small.figures.json and ")
    assert re.search(r", [\w.]+: [\d,]+ → [\d,]+ and \d+ more$", stale.says)
    (fault,) = stale.faults
    assert re.fullmatch(rf"{output}/small.md: is not current, with \d other files; {REBUILD}", str(fault))
    assert "\n" not in stale.says


def test_verbose_shows_the_figures_and_the_lines_that_a_build_would_change(larger: Built, output: Path) -> None:
    stale = next(one for one in found(larger, output, verbose=True) if one.what == "output")
    assert "desk.open.requests_per_minute: 1,332 → 1,665" in stale.shown
    assert [line for line in stale.shown if line.startswith("+") and "1,665" in line] != []


def test_of_what_moved_in_its_range_alone_the_range_is_told_and_last(output: Path) -> None:
    """A line that says of a figure that it became what it was tells nothing."""
    tokens = {"page_profiles.letter.calls.answer.output_tokens": "{low: 600, likely: 700, high: 1000}"}
    other = make(load(FOLDER, {"scenarios.desk.sites": "5", **tokens}))
    (stale,) = (one for one in found(other, output, verbose=True) if one.what == "output")
    told = [line for line in stale.shown if " → " in line]
    moves = [line.partition(": ")[2].split(" → ") for line in told]
    assert all(before != after for before, after in moves)
    ranges = [", its range: " in line for line in told]
    assert ranges == sorted(ranges)
    assert {*ranges} == {False, True}
    assert "page_profiles.letter.calls.answer.output_tokens, its range: 600–900 → 600–1,000" in told


def test_what_is_missing_is_part_of_the_same_line(small: Built, output: Path) -> None:
    (output / f"{NAME}.md").unlink()
    stale = next(one for one in found(small, output) if one.what == "output")
    assert (stale.says, str(stale.faults[0])) == (
        "not current: small.md",
        f"{output}/small.md: is not there; {REBUILD}",
    )


def test_what_was_never_built_is_said_so(small: Built, tmp_path: Path) -> None:
    stale, *_ = found(small, tmp_path)
    more = len(small.document.pictures()) + 2
    assert stale.says == f"never built: small.md, small.figures.json and {more} more"
    assert str(stale.faults[0]) == f"{tmp_path}/small.md: is not there, with {more + 1} other files; {REBUILD}"


def test_a_hand_edit_is_told_beside_what_is_stale(larger: Built, output: Path) -> None:
    chart = output / NAME / "page.svg"
    chart.write_text(chart.read_text(encoding="utf-8") + "<!-- mine -->", encoding="utf-8")
    stale, charts = sorted((one for one in found(larger, output) if one.faults), key=lambda one: one.what != "output")
    assert (stale.what, charts.what, len(charts.faults)) == ("output", "charts", 1)


def test_what_a_document_does_not_show_of_its_inputs_is_no_change_that_moved_a_figure(tmp_path: Path) -> None:
    name, rail = "request.requests_per_minute", "largest_change: 1%, reason: So."
    changes = {"proposal.guardrails": f"[{{figure: {name}, {rail}}}]"}
    product = make(load(UNITS, changes))  # it has variants, and an offer of another vendor
    was = recorded(product.sheet[name])
    before = Before("HEAD", read(UNITS, changes), {name: was._replace(value=Fraction(was.value * 2))})
    *_, guardrails = check(product, UNITS, tmp_path, lambda _: before)
    (fault,) = guardrails.faults
    assert "by 50%, more than 1%; it rests on " in fault.what


def test_stale_charts_are_counted_also_beside_one_that_was_edited(larger: Built, output: Path) -> None:
    shutil.rmtree(output / NAME)
    stale = next(one for one in found(larger, output) if one.what == "output")
    assert re.fullmatch(r"is not current, with \d+ other files", stale.faults[0].what)
    assert not (output / NAME).exists()
