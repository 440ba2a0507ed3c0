"""Files of another day come from git's objects, within bounds; why one cannot be told is told apart."""

import os
import pickle
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.errors import ProposalError
from generator.files import is_blob
from generator.git import (
    GitError,
    Repository,
    Why,
    commit_of,
    file_at,
    files_at,
    folders_at,
    index_of,
    repository,
    staged_text,
)

NAMES = ("models.yaml", "caching.yaml").__contains__
SETTINGS = (
    *("user.name=t", "user.email=t@example.org", "protocol.file.allow=always", "core.autocrlf=false"),
    *("core.hooksPath=.git/hooks", "commit.gpgSign=false", "tag.gpgSign=false", "init.defaultBranch=main"),
)
"""What the tests ask of git, whatever its user has told it."""


def asks(folder: Path, *arguments: str) -> list[str]:
    return ["git", "-C", str(folder), *(one for setting in SETTINGS for one in ("-c", setting)), *arguments]


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(asks(folder, *arguments), capture_output=True, text=True, check=True).stdout.strip()


def commit(folder: Path, message: str = "more") -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("begun") / "project"
    (folder / "inputs" / "one").mkdir(parents=True)
    git(folder.parent, "init", "-q", "--template=", "-b", "main", str(folder))
    for text in ("a: 1\n", "a: 2\n"):
        (folder / "inputs" / "one" / "models.yaml").write_text(text, encoding="utf-8")
        (folder / "inputs" / "one" / "notes.txt").write_text(text, encoding="utf-8")
        commit(folder, text)
    return folder


@pytest.fixture
def project(begun: Path, tmp_path: Path) -> Path:
    """A copy of a repository with two commits."""
    return Path(shutil.copytree(begun, tmp_path / "project"))


@pytest.fixture
def where(project: Path) -> Repository:
    return repository(project)


def why(asked: Callable[[], object]) -> Why:
    with pytest.raises(GitError) as caught:
        asked()
    return caught.value.why


def test_a_file_is_read_at_any_revision_and_nothing_is_checked_out(project: Path, where: Repository) -> None:
    path = project / "inputs" / "one" / "models.yaml"
    path.write_text("a: 3\n", encoding="utf-8")
    assert (file_at(where, "HEAD~1", path), file_at(where, "HEAD", path)) == ("a: 1\n", "a: 2\n")
    assert path.read_text(encoding="utf-8") == "a: 3\n"
    assert git(project, "rev-parse", "--abbrev-ref", "HEAD") == "main"


def test_the_named_files_of_a_folder_are_read_even_where_it_is_gone_today(project: Path, where: Repository) -> None:
    folder = project / "inputs" / "one"
    assert files_at(where, "HEAD~1", folder, NAMES, 100) == {"models.yaml": "a: 1\n"}
    git(project, "rm", "-rq", "inputs")
    assert not folder.exists()
    assert files_at(where, "HEAD", folder, NAMES, 100) == {"models.yaml": "a: 2\n"}
    assert (folders_at(where, "HEAD", folder.parent), folders_at(where, "HEAD", folder)) == (["one"], [])


def test_what_a_revision_does_not_have_is_no_file_and_no_error(project: Path, where: Repository) -> None:
    inputs = project / "inputs"
    assert file_at(where, "HEAD", inputs / "two" / "models.yaml") is None
    assert file_at(where, "HEAD", inputs / "one") is None
    assert files_at(where, "HEAD", inputs / "two", NAMES, 100) == {}
    assert folders_at(where, "HEAD", inputs / "two") == []


# --- why it cannot be told -------------------------------------------------------------------------------------------


def test_a_revision_that_is_not_there_is_no_missing_file(project: Path, where: Repository) -> None:
    path = project / "inputs" / "one" / "models.yaml"
    for asked in (
        lambda: commit_of(where, "HEAD~9"),
        lambda: file_at(where, "HEAD~9", path),
        lambda: files_at(where, "HEAD~9", path.parent, NAMES, 100),
        lambda: folders_at(where, "HEAD~9", path.parent),
        lambda: commit_of(where, "HEAD:inputs"),
        lambda: commit_of(where, "-q"),
        lambda: commit_of(where, ""),
    ):
        assert why(asked) == Why.NO_REVISION
    with pytest.raises(ProposalError) as caught:
        commit_of(where, "HEAD~9")
    assert str(caught.value) == "HEAD~9: there is no such revision; git log --oneline shows the revisions"
    assert caught.value.exit_code == 2


def test_before_the_first_commit_that_is_what_is_said(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "empty")
    assert why(lambda: file_at(repository(tmp_path / "empty"), "HEAD", tmp_path / "empty" / "a")) == Why.NO_COMMIT


def test_a_shallow_clone_says_how_to_deepen_it(project: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{project}", "shallow")
    with pytest.raises(GitError, match=r"in this shallow clone; run: git fetch --unshallow$") as caught:
        commit_of(repository(tmp_path / "shallow"), "HEAD~1")
    assert (caught.value.why, caught.value.exit_code) == (Why.SHALLOW, 5)


def test_a_partial_clone_fetches_nothing_and_says_how_to_complete_it(project: Path, tmp_path: Path) -> None:
    git(project, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--no-checkout", "--filter=blob:none", f"file://{project}", "partial")
    partial, canary = tmp_path / "partial", tmp_path / "ran"
    where, path = repository(partial), partial / "inputs" / "one" / "models.yaml"
    assert folders_at(where, "HEAD", partial / "inputs") == ["one"]
    git(partial, "config", "remote.origin.url", f"ext::sh -c 'touch {canary}'")
    git(partial, "config", "protocol.ext.allow", "always")
    assert why(lambda: file_at(where, "HEAD", path)) == Why.LACKING
    assert not canary.exists()
    with pytest.raises(GitError, match="run: git fetch --refetch --no-filter"):
        files_at(where, "HEAD", path.parent, NAMES, 100)
    git(partial, "config", "remote.origin.url", f"file://{project}")
    git(partial, "fetch", "-q", "--refetch", "--no-filter")
    assert file_at(where, "HEAD", path) == "a: 2\n"


def test_a_repository_of_somebody_else_is_not_taken_for_none(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(GitError) as caught:
        repository(project)
    assert (caught.value.why, caught.value.exit_code) == (Why.NOT_OWNED, 5)
    assert f"run: git config --global --add safe.directory {project}" in str(caught.value)
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "safe.directory")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", str(project))
    assert len(commit_of(repository(project), "HEAD")) == 40


def test_where_there_is_no_git_or_no_repository_that_is_what_is_said(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plain").mkdir()
    with pytest.raises(GitError, match=r"this is not a git repository$") as caught:
        repository(tmp_path / "plain")
    assert (caught.value.why, caught.value.exit_code) == (Why.NO_REPOSITORY, 5)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitError, match=r"git is not installed$") as caught:
        repository(project)
    assert (caught.value.why, caught.value.exit_code) == (Why.NO_GIT, 5)


def test_a_repository_that_git_cannot_read_is_told_in_its_own_words(project: Path) -> None:
    config = project / ".git" / "config"
    config.write_text(f"{config.read_text(encoding='utf-8')}[broken\n", encoding="utf-8")
    with pytest.raises(GitError, match=r"git failed: fatal: bad config line \d+ in file .git/config") as caught:
        repository(project)
    assert (caught.value.why, caught.value.exit_code) == (Why.FAILED, 5)


def test_an_object_that_is_damaged_is_no_missing_file(project: Path, where: Repository) -> None:
    found = git(project, "rev-parse", "HEAD:inputs")
    damaged = project / ".git" / "objects" / found[:2] / found[2:]
    damaged.chmod(0o644)
    damaged.write_bytes(b"nothing")
    assert why(lambda: folders_at(where, "HEAD", project / "inputs")) == Why.FAILED


def test_an_error_reaches_another_process_as_it_is() -> None:
    error = GitError(Why.NOT_OWNED, "project", "/top", "said")
    again = pickle.loads(pickle.dumps(error))
    assert (again.why, again.faults, again.exit_code) == (error.why, error.faults, error.exit_code)


# --- within bounds ---------------------------------------------------------------------------------------------------


def test_only_the_files_of_a_proposal_are_read_and_none_that_is_longer_than_its_bound(
    project: Path, where: Repository
) -> None:
    folder = project / "inputs" / "one"
    for number in range(3):
        (folder / f"stuffing-{number}.yaml").write_text("#" * 5_000, encoding="utf-8")
    commit(project)
    assert files_at(where, "HEAD", folder, NAMES, 1_000) == {"models.yaml": "a: 2\n"}
    (folder / "models.yaml").write_text("#" * 1_001, encoding="utf-8")
    commit(project)
    with pytest.raises(ProposalError) as caught:
        files_at(repository(project), "HEAD", folder, NAMES, 1_000)
    assert str(caught.value) == "HEAD:inputs/one/models.yaml: longer than 1,000 bytes"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commands that are begun, one after the other."""
    commands: list[str] = []
    begin = subprocess.Popen.__init__

    def noted(self: object, command: list[str], *rest: object, **named: object) -> None:
        commands.append(" ".join(command))
        begin(self, command, *rest, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess.Popen, "__init__", noted)
    return commands


def test_which_commit_a_revision_is_is_asked_once(project: Path, where: Repository, asked: list[str]) -> None:
    folder = project / "inputs" / "one"
    commit = commit_of(where, "HEAD")
    for revision in ("HEAD", commit):
        assert files_at(where, revision, folder, NAMES, 100) == {"models.yaml": "a: 2\n"}
        assert folders_at(where, revision, folder.parent) == ["one"]
    assert [one.split()[-1] for one in asked if "rev-parse" in one] == ["HEAD^{commit}"]


def test_of_a_file_that_is_too_long_not_one_byte_is_asked_for(
    project: Path, where: Repository, asked: list[str]
) -> None:
    with pytest.raises(ProposalError):
        files_at(where, "HEAD", project / "inputs" / "one", NAMES, 3)
    assert [one for one in asked if "cat-file" in one] == []
    files_at(where, "HEAD", project / "inputs" / "one", NAMES, 30)
    assert len([one for one in asked if "cat-file" in one]) == 1


def test_a_link_and_what_is_no_text_are_refused_as_in_the_work_tree(project: Path, where: Repository) -> None:
    models = project / "inputs" / "one" / "models.yaml"
    models.write_bytes(b"a: \xff\n")
    commit(project)
    with pytest.raises(ProposalError, match=r"^HEAD:inputs/one/models.yaml:1:4: not UTF-8"):
        file_at(where, "HEAD", models)
    models.unlink()
    models.symlink_to("notes.txt")
    commit(project)
    with pytest.raises(ProposalError, match=r"^HEAD:inputs/one/models.yaml: is a link$"):
        files_at(repository(project), "HEAD", models.parent, NAMES, 100)


# --- which repository ------------------------------------------------------------------------------------------------


def test_a_project_may_be_a_folder_of_a_repository_a_worktree_or_a_submodule(project: Path, tmp_path: Path) -> None:
    inner = project / "deep" / "project"
    shutil.copytree(project / "inputs", inner / "inputs")
    commit(project)
    git(project, "worktree", "add", "-q", str(tmp_path / "linked"))
    git(tmp_path, "init", "-q", "outer")
    git(tmp_path / "outer", "submodule", "--quiet", "add", str(project), "module")
    for root in (inner, tmp_path / "linked", tmp_path / "outer" / "module"):
        found = repository(root)
        assert file_at(found, "HEAD", root / "inputs" / "one" / "models.yaml") == "a: 2\n", root


def test_a_project_is_found_through_a_link_and_from_within(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "link").symlink_to(project)
    found = repository(tmp_path / "link")
    monkeypatch.chdir(tmp_path / "link" / "inputs" / "one")
    for path in (tmp_path / "link" / "inputs/one/models.yaml", Path("models.yaml"), Path("../one/models.yaml")):
        assert file_at(found, "HEAD", path) == "a: 2\n"


def test_a_path_that_is_in_no_repository_of_the_project_is_not_taken_for_a_missing_file(
    where: Repository, tmp_path: Path
) -> None:
    assert why(lambda: file_at(where, "HEAD", tmp_path / "elsewhere" / "a")) == Why.NO_REPOSITORY


def test_what_git_tells_its_hooks_of_another_repository_is_not_heard(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "-q", "other")
    for name, value in (
        ("GIT_DIR", ".git"),
        ("GIT_WORK_TREE", "."),
        ("GIT_COMMON_DIR", ".git"),
        ("GIT_INDEX_FILE", ".git/index"),
        ("GIT_OBJECT_DIRECTORY", ".git/objects"),
        ("GIT_NAMESPACE", "other"),
        ("GIT_SHALLOW_FILE", "other"),
        ("GIT_CEILING_DIRECTORIES", str(tmp_path)),
    ):
        monkeypatch.setenv(name, str(tmp_path / "other" / value) if value.startswith(".") else value)
    assert file_at(repository(project), "HEAD", project / "inputs" / "one" / "models.yaml") == "a: 2\n"


def test_git_is_not_looked_for_where_one_stands(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = project / "git"
    own.write_text(f"#!/bin/sh\ntouch '{project}/ran'\n", encoding="utf-8")
    own.chmod(0o755)
    monkeypatch.chdir(project)
    for path in (".", "", "./inputs/.."):
        monkeypatch.setenv("PATH", f"{path}{os.pathsep}{os.environ['PATH']}")
        assert len(commit_of(repository(project), "HEAD")) == 40
    assert not (project / "ran").exists()


def test_a_staged_file_has_its_text_and_one_in_conflict_a_text_of_each_side(project: Path, where: Repository) -> None:
    models = project / "inputs" / "one" / "models.yaml"
    models.write_text("a: 3\n", encoding="utf-8")
    git(project, "add", "inputs")
    models.write_text("a: 4\n", encoding="utf-8")
    found = {Path(one.path).name: one for one in index_of(where, project, ["inputs"])}
    assert (sorted(found), found["models.yaml"].stage) == (["models.yaml", "notes.txt"], 0)
    assert staged_text(where, found["models.yaml"]) == "a: 3\n"
    assert not is_blob(models, found["models.yaml"].id)
    git(project, "reset", "-q", "--hard")
    for branch, text in (("other", "a: 5\n"), ("main", "a: 6\n")):
        git(project, "checkout", "-q", "-B", branch, "main")
        models.write_text(text, encoding="utf-8")
        commit(project)
    with pytest.raises(Exception, match="returned non-zero"):
        git(project, "merge", "-q", "other")
    stages = {one.stage: staged_text(where, one) for one in index_of(where, project) if one.stage}
    assert stages == {1: "a: 2\n", 2: "a: 6\n", 3: "a: 5\n"}


def test_the_index_that_git_tells_a_hook_of_is_heard_where_it_is_of_this_repository(
    project: Path, where: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def staged() -> list[str]:
        return [Path(one.path).name for one in index_of(where, project)]

    monkeypatch.setenv("GIT_INDEX_FILE", ".git/next")
    assert staged() == [], "what is to be committed is in an index of its own"
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "next"))
    assert staged() == ["models.yaml", "notes.txt"]
