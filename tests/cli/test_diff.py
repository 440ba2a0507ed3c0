"""`proposal diff` as a user meets it: sides, and how each ends."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import Result

from generator.files import digest
from tests.cli import run
from tests.conftest import PROJECT, SMALL, Built
from tests.test_git import commit, git

pytestmark = pytest.mark.usefixtures("in_small_project")


def test_a_what_if_diff_names_the_change_and_what_it_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)

    def diff(*arguments: str) -> Result:
        return run("diff", *arguments, "--proposal", "small")

    result = diff("--set", "scenarios.desk.sites=5")
    assert result.exit_code == 0
    assert result.stdout.endswith("\n")
    assert not result.stdout.endswith("\n\n")
    assert "scenarios.desk.sites" in result.stdout
    assert "4 → 5" in result.stdout
    assert "1,332 → 1,665" in diff("--set", "scenarios.desk.sites=5", "--figures").stdout
    assert diff("--set", "scenarios.desk.sites=5", "--exit-code").exit_code == 1
    assert diff(".", "--exit-code").exit_code == 0
    (found,) = json.loads(diff(".", "--format", "json").stdout)
    assert found["moved"] == []
    assert diff("no-such-revision").exit_code == 2


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the small proposal, whose figures were committed once and are not those of its inputs."""
    folder = tmp_path_factory.mktemp("repository")
    shutil.copytree(SMALL, folder / "inputs" / "small")
    (folder / "output").mkdir()
    (folder / "output" / "small.figures.json").write_text('{"markdown": "", "figures": {}}', encoding="utf-8")
    git(folder, "init", "-q", "--template=", "-b", "main")
    commit(folder, "small")
    return folder


@pytest.fixture
def revisions(in_small_project: Path, repository: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:  # noqa: ARG001  # it goes first
    """A copy of that, which a test may change."""
    shutil.copytree(repository, place, dirs_exist_ok=True)
    monkeypatch.chdir(place)
    return place


@pytest.mark.usefixtures("revisions")
def test_a_revision_is_not_different_from_itself_whatever_was_committed_with_it() -> None:
    stale = run("diff", "--exit-code")
    assert (stale.exit_code, "What was committed with the base is stale" in stale.stdout) == (0, True)
    same = run("diff", "HEAD", "main", "--exit-code")
    assert (same.exit_code, same.stdout) == (0, "small, HEAD → main\nNo difference.\n")


def test_a_proposal_that_came_or_went_is_a_difference_on_whichever_side(revisions: Path) -> None:
    (revisions / "inputs" / "small").rename(revisions / "inputs" / "desk")
    git(revisions, "add", "-A")
    moved = run("diff", "--exit-code")
    assert (moved.exit_code, moved.stdout.splitlines()[0]) == (1, "desk, HEAD → the working tree: renamed from small")
    assert moved.stdout.endswith("No difference.\n")
    assert run("diff", "--proposal", "small").stdout == "small, HEAD → the working tree: deleted\n"
    git(revisions, "commit", "-q", "-m", "renamed")
    assert run("diff", "HEAD~1..HEAD", "--format", "markdown").stdout == (
        "**`desk`**, renamed from small: no figure moved\n\n"
    )
    (desk,) = json.loads(run("diff", "HEAD", "HEAD~1", "--format", "json").stdout)
    assert (desk["proposal"], desk["word"], desk["moved"]) == ("small", "renamed from desk", [])
    assert "desk" not in run("diff", "HEAD~1", "HEAD~1").stdout


def test_faulty_inputs_are_told_in_the_comment_and_on_standard_error_with_an_exit_code_of_their_own(
    revisions: Path,
) -> None:
    scenarios = revisions / "inputs" / "small" / "scenarios.yaml"
    scenarios.write_text(scenarios.read_text(encoding="utf-8").replace("sites: 4", "sites: none"), encoding="utf-8")
    told = run("diff", "--format", "markdown", "--link-base", "https://e.org/blob/main")
    assert (told.exit_code, "scenarios.yaml" in told.stderr) == (3, True)
    assert told.stdout.startswith("**`small`**: the inputs are faulty, so that no figure is worked out.\n\n- [")
    assert "](https://e.org/blob/main/inputs/small/scenarios.yaml#L" in told.stdout
    (found,) = json.loads(run("diff", "--format", "json").stdout)
    assert [one["what"] for one in found["faults"]] == ["expected a number, found a text"]


@pytest.mark.usefixtures("revisions")
def test_a_comment_is_empty_where_nothing_moved_and_links_to_the_full_difference_where_something_did() -> None:
    assert run("diff", "--format", "markdown").stdout == ""
    told = run("diff", "--set", "scenarios.desk.sites=5", "--format", "markdown", "--full", "https://e.org/1")
    assert "[full difference](<https://e.org/1>)" in told.stdout


def test_two_folders_are_compared_once_however_many_proposals_there_are(revisions: Path) -> None:
    shutil.copytree(revisions / "inputs" / "small", revisions / "inputs" / "another")
    (found,) = json.loads(run("diff", "inputs/small", "inputs/another", "--format", "json").stdout)
    assert (found["proposal"], found["base"], found["target"]) == ("another", "inputs/small", "inputs/another")
    named = run("diff", "inputs/small", "inputs/another", "--proposal", "small", "--format", "json")
    assert [(one["proposal"], one["base"]) for one in json.loads(named.stdout)] == [("small", "inputs/small")]


def test_a_folder_is_compared_with_the_proposal_of_its_name_alone(revisions: Path) -> None:
    shutil.copytree(revisions / "inputs" / "small", revisions / "inputs" / "another")
    shutil.copytree(revisions / "inputs" / "small", revisions / "copy" / "small")
    for sides in (["copy/small"], ["copy/small", "HEAD"]):
        (found,) = json.loads(run("diff", *sides, "--format", "json").stdout)
        assert (found["proposal"], found["base"]) == ("small", "copy/small")
    shutil.move(revisions / "copy" / "small", revisions / "copy" / "other")
    refused = run("diff", "copy/other")
    assert refused.exit_code == 2
    assert "the other side has no proposal other; name one with --proposal" in refused.stderr
    assert run("diff", "copy/other", "--proposal", "small", "--exit-code").exit_code == 0


def test_the_last_proposal_that_went_is_a_difference_and_a_side_without_a_name_is_refused(revisions: Path) -> None:
    shutil.rmtree(revisions / "inputs" / "small")
    assert run("diff").stdout == "small, HEAD → the working tree: deleted\n"
    assert run("diff", "").exit_code == 2


def test_from_within_its_folder_a_proposal_keeps_its_name(revisions: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(revisions / "inputs" / "small")
    assert run("list").stdout == "small\n"
    assert run("diff", ".", "--exit-code").stdout == "small, the working tree → the working tree\nNo difference.\n"


def test_a_target_whose_document_is_another_by_todays_code_is_told(revisions: Path, small: Built) -> None:
    assert run("diff", ".", "HEAD", "--exit-code").exit_code == 0, (
        "what was committed with it is stale, and explains nothing"
    )
    record = small.record.replace(f'"markdown": "{digest(small.document.text)}"', '"markdown": "of other templates"')
    (revisions / "output" / "small.figures.json").write_text(record, encoding="utf-8")
    git(revisions, "commit", "-q", "-a", "-m", "built")
    told = run("diff", ".", "HEAD", "--exit-code")
    assert told.exit_code == 1
    assert "gave its figures here, the target's document is another" in " ".join(told.stdout.split())


def test_several_proposals_are_one_value_of_json(revisions: Path) -> None:
    shutil.copytree(revisions / "inputs" / "small", revisions / "inputs" / "another")
    first, second = json.loads(run("diff", ".", "--format", "json").stdout)
    assert [(one["proposal"], one["base"]) for one in (first, second)] == [
        ("another", "the working tree"),
        ("small", "the working tree"),
    ]
