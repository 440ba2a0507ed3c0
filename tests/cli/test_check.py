"""`proposal check` as a user meets it: a line for each thing, and the gravest code."""

import json
import shutil
from pathlib import Path

import pytest

from generator.errors import UNREACHED
from tests.cli import run
from tests.conftest import SMALL
from tests.test_git import git

pytestmark = pytest.mark.usefixtures("in_small_project")


def test_check_finds_output_of_a_proposal_that_is_gone(
    in_small_project: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = Path(shutil.copytree(in_small_project, place, dirs_exist_ok=True))
    for name in ("gone.md", "gone.sha256", "notes.txt"):
        (copy / "output" / name).write_text("", encoding="utf-8")
    (copy / "output" / "gone").mkdir()
    monkeypatch.chdir(copy)
    result = run("check")
    assert result.exit_code == 1
    assert "output: left over: gone, gone.md and 2 more\n" in result.stdout
    assert "output/gone.md: is of no proposal in inputs/; remove it\n" in result.stderr
    assert run("check", "-p", "small").exit_code == 0


def test_check_says_a_line_for_each_thing_and_ends_well_on_what_is_committed() -> None:
    result = run("check")
    assert result.exit_code == 0, result.output
    things = [line.split(": ")[1] for line in result.stdout.splitlines()]
    parts = ["markdown", "figures", "charts", "reconciliation", "pdf", "picture"]
    assert things == ["inputs", *parts, "guardrails"]


def test_check_as_json_says_the_same_of_each_proposal_and_ends_with_the_same_code(
    in_small_project: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(in_small_project, place, dirs_exist_ok=True)
    (place / "inputs" / "faulty").mkdir()
    (place / "output" / "gone.md").touch()
    monkeypatch.chdir(place)
    text, data = run("check"), run("check", "--format", "json")
    assert (text.exit_code, text.stderr) == (data.exit_code, data.stderr)
    faulty, sound, others = json.loads(data.stdout)
    assert [(one["proposal"], one["exit_code"]) for one in (sound, faulty, others)] == [
        ("small", 0), ("faulty", 3), (None, 1)
    ]  # fmt: skip
    said = [f"small: {one['what']}: {one['says']}" for one in sound["verdicts"]]
    assert [line for line in text.stdout.splitlines() if line.startswith("small: ")] == said
    assert faulty["verdicts"][0]["faults"][0]["what"] == "there is no such file"
    assert others["verdicts"][0]["faults"] == [
        {"file": "output/gone.md", "line": 0, "column": 0, "what": "is of no proposal in inputs/", "hint": "remove it"}
    ]


def test_check_in_a_hook_says_what_is_to_be_added_where_all_is_built(
    in_small_project: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(in_small_project, place, dirs_exist_ok=True)
    shutil.rmtree(place / ".git", ignore_errors=True)
    monkeypatch.chdir(place)
    git(place, "init", "-q")
    git(place, "add", "-A", ":!output")
    git(place, "commit", "-q", "--allow-empty", "-m", "inputs")
    git(place, "add", "output/small.md")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    built = run("check")
    assert built.exit_code == 1
    assert "small: index: not what is here\n" in built.stdout
    assert built.stderr.endswith("run: git add output\n")
    (place / "output" / "small.md").unlink()
    assert "run: proposal build && git add output\n" in run("check").stderr
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert "run: proposal build\n" in run("check").stderr


def test_check_finds_packages_that_are_not_the_constraints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.review.check.needed", lambda: {"click": "8.0"})
    for names in ([], ["-p", "small"]):
        result = run("check", *names)
        assert (result.exit_code, "installed: packages: not those" in result.stdout) == (1, True)


def test_check_ends_with_one_where_something_is_found(
    in_small_project: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(in_small_project, place, dirs_exist_ok=True)
    document = place / "output" / "small.md"
    document.write_text(document.read_text(encoding="utf-8").replace("6,750", "6,570"), encoding="utf-8")
    monkeypatch.chdir(place)
    result = run("check")
    assert result.exit_code == 1
    assert "markdown: not current: edited by hand" in result.stdout
    assert "take the edit into inputs or templates" in result.stderr


def test_check_refuses_a_revision_that_is_not_there() -> None:
    result = run("check", "--against", "no-such-revision")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("no-such-revision: there is no such revision; ")


def test_check_outside_a_repository_holds_no_change_and_says_so_by_its_exit_code(
    in_small_project: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("inputs", "output"):
        shutil.copytree(in_small_project / name, place / name)
    monkeypatch.chdir(place)
    result = run("check")
    assert result.exit_code == UNREACHED, result.output
    assert result.stdout.endswith("guardrails: 1 not reached\n")
    assert result.stderr.count("this is not a git repository") == 1
    assert run("check", "--against", "HEAD~1").exit_code == UNREACHED


def test_check_goes_on_after_faulty_inputs_and_ends_with_the_gravest_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("first", "second"):
        shutil.copytree(SMALL, tmp_path / "inputs" / name)
    (tmp_path / "inputs" / "first" / "models.yaml").write_text("models: 5\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = run("check")
    assert result.exit_code == 3
    assert "models.yaml:1:" in result.stderr
    assert result.stdout.startswith("second: inputs: valid\nsecond: output: never built: ")
