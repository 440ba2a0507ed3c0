"""`proposal measure` as a user meets it: logs in, a small file out, and nothing else touched."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import measure as command
from generator.errors import FAULTY, UNREACHED, USAGE
from tests.cli import run
from tests.conftest import SMALL
from tests.measure import logs

pytest.importorskip("ibis", reason="the extra `measure` is not installed")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the only proposal of a project, in which the command is called, with a log beside it."""
    copy = Path(shutil.copytree(SMALL, tmp_path / "inputs" / "small"))
    logs.write_lines(tmp_path / "October 2026.jsonl", [logs.openai(row) for row in logs.rows(8)])
    monkeypatch.chdir(tmp_path)
    return copy


def test_a_log_becomes_a_file_of_measured_values_and_nothing_else_is_written(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    done = run("measure", "October 2026.jsonl", "--zone", "Europe/Zurich")
    assert done.exit_code == 0, done.output
    text = (folder / "measured" / "october-2026.yaml").read_text(encoding="utf-8")
    assert 'address: ["October 2026.jsonl"]' in text
    assert "zone: Europe/Zurich" in text
    assert logs.SECRET not in text + done.output
    assert done.stdout.endswith("inputs/small/measured/october-2026.yaml\n")
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert {path: data for path, data in after.items() if path.parent.name != "measured"} == before
    assert run("measure", "October 2026.jsonl", "--zone", "Europe/Zurich", "-q", "--name", "again").stdout == ""
    assert (folder / "measured" / "again.yaml").read_text(encoding="utf-8") == text


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    done = run("measure", "October 2026.jsonl", "--dry-run", "--as", "openai")
    assert (done.exit_code, (folder / "measured").exists()) == (0, False)
    assert "usage.prompt_tokens" in done.stdout


def test_the_mapping_of_the_proposal_holds_unless_another_is_named(folder: Path) -> None:
    (folder / "measured").mkdir()
    (folder / "measured" / "mapping.yaml").write_text("preset: openai\nmodel: {is: one-model}\n", encoding="utf-8")
    assert "“one-model” in every row" in run("measure", "October 2026.jsonl", "--dry-run").stdout
    assert "one-model" not in run("measure", "October 2026.jsonl", "--dry-run", "--as", "openai").stdout


@pytest.mark.parametrize(
    ("words", "says", "code"),
    [
        (["none.csv"], "none.csv: there is no such log", UNREACHED),
        (
            ["October 2026.jsonl", "--as", "opnai"],
            "opnai: is no preset, and no file of a mapping; did you mean",
            USAGE,
        ),
        (["October 2026.jsonl", "--as", "trace"], "has no TIMESTAMP, where trace keeps the time", FAULTY),
        (["October 2026.jsonl", "--zone", "Zurich"], "Zurich: is no time zone", USAGE),
        (["October 2026.jsonl", "--name", "../x"], "../x: is no name for measured values", USAGE),
        ([], "name a log", USAGE),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_cannot_be_measured_is_told_in_a_line(words: list[str], says: str, code: int) -> None:
    done = run("measure", *words)
    assert (done.exit_code, done.stdout) == (code, "")
    assert says in done.stderr


NAMES = {
    "logs/2026-10*.jsonl.gz": "2026-10",
    "October 2026.csv": "october-2026",
    "postgresql://h/db?table=LiteLLM_SpendLogs": "litellm_spendlogs",
    "*.csv": "log",
}


def test_a_file_is_called_after_its_log_without_what_no_name_may_hold() -> None:
    called: Callable[[str], str] = command._called
    assert {one: called(one) for one in NAMES} == NAMES
