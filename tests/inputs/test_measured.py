"""An input may name a measured value in place of a number; it is then that number, from the line it stands in."""

import shutil
from pathlib import Path

import pytest

from generator.errors import ProposalError
from generator.figures.sheet import calculate
from generator.inputs import Proposal, load
from generator.inputs.measured import is_measured, measured_file
from tests.conftest import SMALL

OCTOBER = """\
log: {calls: 1234567}
window: {from: "2026-10-01 00:00", to: "2026-10-31 23:59"}
values:
  all:
    hit_rate: 61.5%
    requests: {unit: requests, value: 1234567}
  hero:
    input_tokens: {unit: tokens/request, count: 9, mean: 1000.25, p50: 900, p95: 2000}
    requests_per_minute: {unit: requests/min, mean: 3, at: "2026-10-14 17:00"}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = Path(shutil.copytree(SMALL, tmp_path / "inputs" / "small"))
    put(copy, "october", OCTOBER)
    return copy


def put(folder: Path, name: str, text: str) -> None:
    (folder / "measured").mkdir(exist_ok=True)
    (folder / "measured" / f"{name}.yaml").write_text(text, encoding="utf-8")


def call(folder: Path) -> str:
    """The path of the input tokens of a call of the proposal."""
    return next(leaf.path for leaf in load(folder).leaves() if leaf.path.endswith(".input_tokens"))


def with_value(folder: Path, text: str) -> Proposal:
    return load(folder, {call(folder): text})


def refused(folder: Path, text: str) -> str:
    with pytest.raises(ProposalError) as told:
        with_value(folder, text)
    return str(told.value)


def test_a_measured_value_is_a_figure_with_its_place_and_its_source(folder: Path) -> None:
    proposal = with_value(folder, "{measured: hero.input_tokens.mean}")
    figure = calculate(proposal)[call(folder)]
    assert str(figure) == "1,000.25"
    assert figure.origin is not None
    assert figure.origin.place.file.endswith("measured/october.yaml")
    assert figure.origin.place.text.strip().startswith("input_tokens:")
    assert figure.origin.source == "measured: october, 1–31 October 2026, ~1.23M requests"
    assert proposal.files["measured/october.yaml"] == OCTOBER


def test_a_range_may_come_from_percentiles_and_a_name_may_begin_with_its_file(folder: Path) -> None:
    low, high = "{measured: october.hero.input_tokens.p50}", "{measured: hero.input_tokens.p95}"
    text = f"{{low: {low}, likely: {{measured: hero.input_tokens.mean}}, high: {high}}}"
    leaf = next(one for one in with_value(folder, text).leaves() if one.path == call(folder))
    assert [float(end) for end in leaf.quantity.ends] == [900, 1000.25, 2000]
    assert str(leaf.source).startswith("measured: october, ")


def test_a_file_that_nothing_names_is_read_all_the_same_for_the_document_shows_what_was_measured(folder: Path) -> None:
    read = {path.name for path in folder.glob("*.yaml")} - {"original.yaml"} | {"measured/october.yaml"}
    assert set(load(folder).files) == read
    put(folder, "broken", "no: file: at all")
    with pytest.raises(ProposalError, match=r"broken\.yaml:1:9: "):
        load(folder)


def test_a_share_is_no_number_and_a_number_of_another_unit_is_refused(folder: Path) -> None:
    assert "expected a number, found the share 61.5%" in refused(folder, "{measured: all.hit_rate}")
    assert "hero.requests_per_minute.mean is in requests/min, and " in refused(
        folder, "{measured: hero.requests_per_minute.mean}"
    )


def test_a_name_that_no_file_has_is_told_with_the_closest(folder: Path) -> None:
    told = refused(folder, "{measured: hero.input_token.mean}")
    assert (
        "there is no measured value hero.input_token.mean in october.yaml; did you mean hero.input_tokens.mean?" in told
    )
    assert told.count("--set") == 1
    (folder / "measured" / "october.yaml").unlink()
    assert "holds none; measure it first: proposal measure LOG" in refused(folder, "{measured: hero.input_tokens.mean}")


def test_a_name_that_two_files_have_is_told_and_one_of_them_may_be_named(folder: Path) -> None:
    put(folder, "november", OCTOBER)
    assert "was measured more than once: in november, october; name one of them: november.hero" in refused(
        folder, "{measured: hero.input_tokens.mean}"
    )
    assert with_value(folder, "{measured: november.hero.input_tokens.mean}").files.keys() & {"measured/november.yaml"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("values: {}\n", "does not hold measured values"),
        ("log: {}\nvalues: {}\n", "does not say how many calls it counted"),
        ("log: {calls: 1}\nwindow: {from: today}\nvalues: {}\n", "does not say from when to when it measured"),
        ("log: {calls: 1, calls: 2}\n", "stands twice"),
    ],
)
def test_a_file_that_is_none_is_told_with_its_place(text: str, says: str, folder: Path) -> None:
    put(folder, "october", text)
    assert "measured/october.yaml" in refused(folder, "{measured: hero.input_tokens.mean}")
    assert says in refused(folder, "{measured: hero.input_tokens.mean}")


@pytest.mark.parametrize(
    ("window", "days"),
    [
        ('{from: "2026-10-14 09:00", to: "2026-10-14 10:00"}', "14 October 2026"),
        ('{from: "2026-09-28 09:00", to: "2026-10-03 10:00"}', "28 September – 3 October 2026"),
        ('{from: "2025-12-31 09:00", to: "2026-01-01 10:00"}', "31 December 2025 – 1 January 2026"),
    ],
)
def test_the_days_of_a_window_are_written_as_people_write_them(window: str, days: str) -> None:
    assert (
        measured_file(f"log: {{calls: 1}}\nwindow: {window}\nvalues: {{}}\n", "x.yaml").says == f"x, {days}, 1 request"
    )


def test_only_a_yaml_in_the_folder_of_measured_values_is_one() -> None:
    assert [
        path
        for path in (
            "measured/a.yaml",
            "measured/b/a.yaml",
            "measured/.a.yaml",
            "measured/mapping.yaml",
            "measured.yaml",
            "measured/a.md",
        )
        if is_measured(path)
    ] == ["measured/a.yaml"]
