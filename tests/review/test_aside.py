"""What a commit would take is what is here, and packages are those of the constraints; or a command mends it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.errors import Fault
from generator.review import check as aside
from generator.review.check import CONSTRAINTS, in_hook, needed, not_those, staged
from tests.test_git import commit, git

OF_ANOTHER = "output/smaller.md"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository in which a proposal is committed."""
    root = tmp_path_factory.mktemp("begun")
    for path in ("inputs/small/models.yaml", "output/small.md", "output/small/page.svg", OF_ANOTHER):
        put(root, path, "first")
    git(root, "init", "-q", "--template=", "-b", "main")
    commit(root, "first")
    return root


@pytest.fixture
def root(begun: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that repository, with a hook at work in it."""
    shutil.copytree(begun, tmp_path, dirs_exist_ok=True)
    monkeypatch.delenv("PRE_COMMIT", raising=False)
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / ".git" / "index"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(f"{text}\n", encoding="utf-8")


def found(root: Path) -> list[Fault]:
    return [fault for verdict in staged(root, "small") for fault in verdict.faults]


def test_what_is_staged_as_it_is_here_has_no_fault(root: Path) -> None:
    assert found(root) == []
    put(root, "inputs/small/models.yaml", "second")
    git(root, "add", "-A")
    assert found(root) == []


@pytest.mark.parametrize(
    "path", ["output/small.md", "output/small/page.svg", "output/small.pdf", "output/small.sha256"]
)
def test_output_that_was_built_and_not_staged_is_to_be_added_and_not_built(root: Path, path: str) -> None:
    put(root, "inputs/small/models.yaml", "second")
    git(root, "add", "-A")
    put(root, path, "second")
    (fault,) = found(root)
    assert str(fault) == f"{path}: is not staged as it is here; run: git add output"


def test_all_that_is_not_staged_is_one_line_also_what_is_gone(root: Path) -> None:
    put(root, "output/small.md", "second")
    git(root, "add", "-A")
    put(root, "inputs/small/models.yaml", "second")
    shutil.rmtree(root / "output" / "small")
    (fault,) = found(root)
    assert str(fault) == (
        "inputs/small/models.yaml: is not staged as it is here, with 1 other file; run: git add inputs output"
    )


def test_a_commit_of_something_else_may_leave_a_proposal_as_it_is(root: Path) -> None:
    put(root, "output/small.md", "second")
    put(root, OF_ANOTHER, "second")
    git(root, "add", OF_ANOTHER)
    assert found(root) == []


def test_what_is_of_another_proposal_or_never_committed_is_left_alone(root: Path) -> None:
    put(root, "output/small.md", "second")
    git(root, "add", "-A")
    for path in (OF_ANOTHER, "output/small.html", "inputs/small/notes.txt"):
        put(root, path, "third")
    assert found(root) == []


def test_before_the_first_commit_and_below_the_top_of_a_repository_it_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRE_COMMIT", "1")
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "below", "output/small.md", "first")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    assert found(tmp_path / "below") == []
    put(tmp_path / "below", "output/small.md", "second")
    (fault,) = found(tmp_path / "below")
    assert str(fault) == "below/output/small.md: is not staged as it is here; run: git add below/output"


def test_outside_a_hook_a_person_stages_what_and_when_he_likes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(root, "output/small.md", "second")
    git(root, "add", "-A")
    put(root, "output/small.md", "third")
    assert in_hook()
    assert found(root) != []
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert not in_hook()
    assert found(root) == []


def test_what_a_merge_has_left_in_conflict_is_told_with_the_command_that_goes_on(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GIT_INDEX_FILE")
    git(root, "checkout", "-q", "-b", "other")
    put(root, "output/small.md", "theirs")
    git(root, "commit", "-q", "-a", "-m", "theirs")
    git(root, "checkout", "-q", "main")
    put(root, "output/small.md", "ours")
    git(root, "commit", "-q", "-a", "-m", "ours")
    with pytest.raises(subprocess.CalledProcessError):
        git(root, "merge", "-q", "other")
    put(root, "output/small.md", "built of both")
    (fault,) = found(root)
    assert str(fault) == ("output/small.md: is in conflict, as git has it; run: git add output && git commit --no-edit")


PINNED = """\
click==8.5.1
Jinja_2==3.1.6 ; sys_platform != 'win32'
numpy==2.4.6 ; python_full_version < '3.12'
numpy==2.5.5 ; python_full_version >= '3.12'
"""


@pytest.mark.parametrize(
    ("installed", "others"),
    [
        ({"click": "8.5.1", "jinja-2": "3.1.6"}, []),
        ({"click": "8.5.0", "jinja-2": "3.1.60"}, ["click", "jinja-2"]),
        ({"numpy": "2.4.6"}, []),
        ({"numpy": "2.5.5"}, []),
        ({"numpy": "2.5.6"}, ["numpy"]),
        ({"of-the-user": "1.0"}, []),
        ({}, []),
    ],
)
def test_a_package_is_one_of_another_version_than_constraints_name(
    installed: dict[str, str], others: list[str]
) -> None:
    assert not_those(PINNED, installed) == others


def test_what_a_build_needs_is_known_down_to_what_that_needs_and_nothing_of_the_tests() -> None:
    found = needed("pytest")
    assert {"pytest", "pluggy"} <= set(found)
    assert "hypothesis" not in found, "an extra is not needed"
    assert needed("no-such-package-is-installed") == {}


def test_one_line_names_them_with_the_command_that_installs_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aside, "needed", lambda: {"pluggy": "0.1", "click": "8.5.1"})
    monkeypatch.setattr(aside, "CONSTRAINTS", tmp_path / "constraints.txt")
    (tmp_path / "constraints.txt").write_text("pluggy==1.7.0\nclick==8.5.1\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "my venv" / "bin" / "python"))
    ((fault,),) = (verdict.faults for verdict in aside.installed())
    assert str(fault) == (
        "constraints.txt: names another version than is installed of pluggy 0.1; "
        "run: 'my venv/bin/python' -m pip install -c constraints.txt pluggy"
    )


def test_the_constraints_name_every_package_that_a_build_needs() -> None:
    text = CONSTRAINTS.read_text(encoding="utf-8")
    named = {aside._plain(line.partition("==")[0]) for line in text.splitlines()}
    assert set(needed()) - named <= {"capacity-proposals"}
