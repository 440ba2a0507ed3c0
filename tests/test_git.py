"""Files of another day come from git's objects, also where the clone is shallow; without git there are none."""

import subprocess
from pathlib import Path

import pytest

from generator.errors import ProposalError
from generator.git import changed_since, commit_of, file_at, files_at, folders_at, is_there, require


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), "-c", "user.name=t", "-c", "user.email=t@example.org", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    (folder / "inputs" / "one").mkdir(parents=True)
    git(folder.parent, "init", "-q", "-b", "main", str(folder))
    for text in ("a: 1\n", "a: 2\n"):
        (folder / "inputs" / "one" / "models.yaml").write_text(text, encoding="utf-8")
        (folder / "inputs" / "one" / "notes.txt").write_text(text, encoding="utf-8")
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "-m", text)
    return folder


def test_a_file_is_read_at_any_revision_and_nothing_is_checked_out(repository: Path) -> None:
    path = repository / "inputs" / "one" / "models.yaml"
    path.write_text("a: 3\n", encoding="utf-8")
    assert (file_at("HEAD~1", path), file_at("HEAD", path)) == ("a: 1\n", "a: 2\n")
    assert path.read_text(encoding="utf-8") == "a: 3\n"
    assert git(repository, "rev-parse", "--abbrev-ref", "HEAD") == "main"


def test_a_folder_is_read_at_a_revision_even_where_it_is_gone_today(repository: Path) -> None:
    folder = repository / "inputs" / "one"
    assert files_at("HEAD~1", folder) == {"models.yaml": "a: 1\n"}
    git(repository, "rm", "-rq", "inputs")
    assert not folder.exists()
    assert files_at("HEAD", folder) == {"models.yaml": "a: 2\n"}
    assert (folders_at("HEAD", folder.parent), folders_at("HEAD", folder)) == (["one"], [])


def test_what_was_not_there_yet_is_no_file(repository: Path) -> None:
    assert file_at("HEAD~1", repository / "inputs" / "two" / "models.yaml") is None
    assert files_at("HEAD~1", repository / "inputs" / "two") == {}
    assert file_at("HEAD~9", repository / "inputs" / "one" / "models.yaml") is None


def test_what_changed_since_a_commit_is_named_also_where_it_is_not_committed(repository: Path) -> None:
    first, last = commit_of("HEAD~1", repository), commit_of("main", repository)
    assert (len(first), commit_of("HEAD", repository)) == (40, last)
    both = ("inputs/one/models.yaml", "inputs/one/notes.txt")
    assert changed_since(first, repository, ["inputs"]) == both
    assert changed_since(last, repository, ["inputs"]) == ()
    (repository / "inputs" / "two.yaml").touch()
    (repository / "inputs" / "one" / "notes.txt").unlink()
    assert changed_since(last, repository / "inputs", ["*.yaml"]) == ("inputs/two.yaml",)
    assert changed_since(first, repository, ["inputs/*.yaml"]) == (both[0], "inputs/two.yaml")
    assert changed_since("0" * 40, repository, ["inputs"]) is None
    assert commit_of("HEAD~9", repository) == ""


def test_an_unknown_revision_is_told(repository: Path) -> None:
    with pytest.raises(ProposalError) as caught:
        files_at("HEAD~9", repository / "inputs" / "one")
    hint = "git log --oneline shows the revisions"
    assert str(caught.value) == f"HEAD~9: there is no such revision or folder; {hint}"
    assert caught.value.exit_code == 2


def test_a_revision_is_required_where_it_must_be_there(repository: Path) -> None:
    require("HEAD~1", repository / "output" / "none yet")
    assert [is_there(one, repository) for one in ("main", "HEAD~1", "HEAD~9", "-q")] == [True, True, False, False]
    with pytest.raises(ProposalError) as caught:
        require("HEAD~9", repository)
    assert str(caught.value) == "HEAD~9: there is no such revision; git log --oneline shows the revisions"
    assert caught.value.exit_code == 2


def test_a_shallow_clone_says_how_to_deepen_it(repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repository}", "shallow")
    with pytest.raises(ProposalError, match=r"in this shallow clone; run: git fetch --unshallow$"):
        files_at("HEAD~1", tmp_path / "shallow" / "inputs" / "one")


def test_what_git_tells_its_hooks_of_another_repository_is_not_heard(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "-q", "other")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other" / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path / "other"))
    assert file_at("HEAD", repository / "inputs" / "one" / "models.yaml") == "a: 2\n"


def test_no_program_that_a_repository_names_to_watch_its_files_is_run(repository: Path, tmp_path: Path) -> None:
    watcher = tmp_path / "watcher"
    watcher.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n", encoding="utf-8")
    watcher.chmod(0o755)
    git(repository, "config", "core.fsmonitor", str(watcher))
    assert changed_since("HEAD", repository, ["*.yaml"]) == ()
    assert not (tmp_path / "ran").exists()


def test_where_there_is_no_git_that_is_what_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "plain").mkdir()
    assert file_at("HEAD", tmp_path / "plain" / "models.yaml") is None
    with pytest.raises(ProposalError, match="this is no git repository; name two folders instead"):
        files_at("HEAD", tmp_path / "plain")
    with pytest.raises(ProposalError, match=r"this is no git repository$"):
        require("HEAD", tmp_path / "plain")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert file_at("HEAD", tmp_path / "plain" / "models.yaml") is None
