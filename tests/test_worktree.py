"""What is staged, and what is not as it was at a revision; also in a hook, a worktree and a submodule."""

from pathlib import Path

import pytest

from generator.git import Repository, Why, repository
from generator.worktree import changed_since, index_of, is_blob, staged_text
from tests.test_git import commit, git, project, where, why

__all__ = ["project", "where"]


def test_what_changed_since_a_commit_is_named_also_where_it_is_not_committed(project: Path, where: Repository) -> None:
    both, notes = ("inputs/one/models.yaml", "inputs/one/notes.txt"), project / "inputs" / "one" / "notes.txt"
    assert changed_since(where, "HEAD~1", project, ["inputs/*"]) == both
    assert changed_since(where, "HEAD", project, ["inputs/*", "templates/*"]) == ()
    (project / "inputs" / "two.yaml").touch()
    notes.unlink()
    assert changed_since(where, "HEAD", project, ["inputs/*.yaml"]) == ("inputs/two.yaml",)
    assert changed_since(where, "HEAD~1", project, ["inputs/*"]) == (*both, "inputs/two.yaml")
    assert changed_since(where, "HEAD", project / "inputs", ["one/*"]) == ("one/notes.txt",)
    notes.symlink_to("models.yaml")
    assert changed_since(where, "HEAD", project, ["*.txt", "inputs/*.txt"]) == ("inputs/one/notes.txt",)


def test_lines_that_end_as_on_windows_are_no_change(project: Path, where: Repository) -> None:
    path = project / "inputs" / "one" / "models.yaml"
    path.write_bytes(b"a: 2\r\n")
    assert changed_since(where, "HEAD", project, ["inputs/*"]) == ()
    path.write_bytes(b"a: 2\r")
    assert changed_since(where, "HEAD", project, ["inputs/*"]) == ("inputs/one/models.yaml",)


def test_a_blob_is_told_by_either_kind_of_hash(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a\n")
    for kind in ("sha1", "sha256"):
        git(tmp_path, "init", "-q", "--object-format", kind, kind)
        found = git(tmp_path / kind, "hash-object", str(tmp_path / "a"))
        assert is_blob(tmp_path / "a", found), kind
        assert not is_blob(tmp_path / "a", found[:-1] + ("0" if found[-1] != "0" else "1"))


def test_a_revision_that_is_not_there_is_no_change(project: Path, where: Repository) -> None:
    assert why(lambda: changed_since(where, "0" * 40, project, ["inputs/*"])) == Why.NO_REVISION


def test_in_a_worktree_as_it_was_checked_out_nothing_has_changed(project: Path, tmp_path: Path) -> None:
    git(project, "worktree", "add", "-q", str(tmp_path / "linked"))
    assert changed_since(repository(tmp_path / "linked"), "HEAD", tmp_path / "linked", ["inputs/*"]) == ()


def test_a_staged_file_has_its_text_and_one_in_conflict_a_text_of_each_side(project: Path, where: Repository) -> None:
    models = project / "inputs" / "one" / "models.yaml"
    models.write_text("a: 3\n", encoding="utf-8")
    git(project, "add", "inputs")
    models.write_text("a: 4\n", encoding="utf-8")
    found = {Path(one.path).name: one for one in index_of(where, project / "inputs")}
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
