"""`proposal measure` as a user meets it: logs in, a small file out, and nothing else touched."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import measure as command
from generator.errors import FAULTY, FOUND, UNREACHED, USAGE
from generator.inputs import load
from generator.measure.mapping import read_mapping
from tests.cli import run
from tests.conftest import ROOT, SMALL
from tests.howtos import section
from tests.measure import logs

README = "inputs/README.md"
pytest.importorskip("ibis", reason="the extra `measure` is not installed")
pytestmark = pytest.mark.usefixtures("works_out_once")


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
    assert "inputs/small/measured/october-2026.yaml\n" in done.stdout
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert {path: data for path, data in after.items() if path.parent.name != "measured"} == before


def test_the_mapping_of_the_proposal_holds_unless_another_is_named_and_a_dry_run_writes_nothing(folder: Path) -> None:
    (folder / "measured").mkdir()
    (folder / "measured" / "mapping.yaml").write_text("preset: openai\nmodel: {is: one-model}\n", encoding="utf-8")
    assert "“one-model” in every row" in run("measure", "October 2026.jsonl", "--dry-run").stdout
    named = run("measure", "October 2026.jsonl", "--dry-run", "--as", "openai")
    assert (named.exit_code, "one-model" in named.stdout, "usage.prompt_tokens" in named.stdout) == (0, False, True)
    assert [path.name for path in (folder / "measured").iterdir()] == ["mapping.yaml"]


@pytest.mark.parametrize(
    ("words", "says", "code"),
    [
        (["none.csv"], "none.csv: there is no such log", UNREACHED),
        (
            ["October 2026.jsonl", "--as", "opnai"],
            "opnai: is neither a preset nor a file of a mapping; did you mean",
            USAGE,
        ),
        (["October 2026.jsonl", "--as", "trace"], "has no TIMESTAMP, where trace keeps the time", FAULTY),
        (["October 2026.jsonl", "--zone", "Zurich"], "Zurich: is not a time zone", USAGE),
        (["October 2026.jsonl", "--name", "../x"], "../x: cannot be the name of measured values", USAGE),
        ([], "nothing was measured yet: proposal measure LOG", USAGE),
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


def test_what_is_stated_stands_beside_what_was_measured_and_may_be_changed_where_it_stands(stated: Path) -> None:
    text = run("measure").stdout
    assert "page_profiles.openai.calls.reasoning.input_tokens" in text
    assert "37.0%" in text
    row, other = json.loads(run("measure", "--format", "json").stdout)
    assert (row["stated"], row["measured"]) == (8_000, 10_956.5)
    assert (other["stated"], {*other["moves"].values()}) == (1, {0})
    assert run("measure", "--format", "markdown").stdout.startswith("| input | stated | measured |")
    before = (stated / "page_profiles.yaml").read_text(encoding="utf-8")
    shown = run("measure", "--suggest").stdout
    assert (
        "input_tokens: 8000  # a guess\n    input_tokens: {measured: langfuse.reasoning.input_tokens.mean}\n" in shown
    )
    assert (stated / "page_profiles.yaml").read_text(encoding="utf-8") == before
    done = run("measure", "--write")
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "inputs/measured/page_profiles.yaml: 2 changed")
    after = (stated / "page_profiles.yaml").read_text(encoding="utf-8")
    label = "      label: Completion, trace\n"
    added = f"{label}      requests_per_page: {{measured: langfuse.large-120b.requests_per_unit.mean}}\n"
    after = after.replace(added, label)
    assert after == before.replace("8000  # a guess", "{measured: langfuse.reasoning.input_tokens.mean}  # a guess")
    assert run("measure").stdout == "nothing that is stated was measured as well\n"
    assert load(stated)


@pytest.mark.usefixtures("stated")
def test_a_log_is_measured_again_and_ends_with_one_where_it_gives_something_else(place: Path) -> None:
    logs.FORMS["trace"](place, logs.rows(12))
    same = run("measure", "--again", "--name", "trace")
    assert (same.exit_code, same.stdout) == (0, "trace: the log still gives the same\n")
    logs.FORMS["trace"](place, logs.rows(11))
    other = run("measure", "--again", "--name", "trace")
    assert (other.exit_code, "    all.requests: 31 → " in other.stdout) == (FOUND, True)
    assert run("measure", "--again", "--name", "none").exit_code == USAGE


@pytest.mark.whole
def test_the_how_to_is_followed_word_for_word(folder: Path, tmp_path: Path) -> None:
    text = section((ROOT / README).read_text(encoding="utf-8"), "Measure from logs")
    typed = [line.split("#")[0].split() for line in text.splitlines() if line.startswith("    proposal measure ")]
    log = logs.write_lines(tmp_path / "log.jsonl", [logs.openai(row) for row in logs.rows(8)])
    for _, *words in typed:
        done = run(words[0], str(log), *words[2:])
        assert done.exit_code == 0, done.output
    block = "\n".join(line[4:] for line in text.splitlines() if line.startswith("    ") and "#" in line and ":" in line)
    mapping = read_mapping("\n".join(one for one in block.splitlines() if not one.startswith("proposal")), "README.md")
    assert (mapping.fixed, mapping.zone) == ({"model": "gpt-oss-120b"}, "Europe/Zurich")
    call = "page_profiles.letter.calls.answer"
    lines = [
        line.strip().partition(": ") for line in text.splitlines() if line.startswith("    ") and "measured: r" in line
    ]
    proposal = load(folder, {f"{call}.{key}": value for key, _, value in lines})
    assert {path[-1] for path in proposal.measured} == {"value", "low", "high"}
