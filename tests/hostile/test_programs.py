"""No command starts a program that a pull request names: every file that it may write names one, and none of them runs.

The first test plants them and has git itself, asked as anyone would ask it, run one: were the orders wrong, or git too
old to take them, the second would prove nothing.
"""

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import group
from generator.document.templates import FOLDER as TEMPLATES
from generator.files import own_files, replace_all
from generator.processes import started
from tests.conftest import SMALL, Built
from tests.test_git import commit, git

KEYS = """
[core]
	repositoryformatversion = 0
	bare = {bare}
	worktree = {worktree}
	fsmonitor = {run}
	sshCommand = {run}
	pager = {run}
	editor = {run}
	askPass = {run}
	hooksPath = {hooks}
	attributesFile = {folder}/.gitattributes
	alternateRefsCommand = {run}
[diff]
	external = {run}
[diff "planted"]
	command = {run}
	textconv = {run}
[filter "planted"]
	clean = {run}
	smudge = {run}
	process = {run}
	required = true
[merge "planted"]
	driver = {run}
[credential]
	helper = "!{run}"
[gpg]
	program = {run}
[log]
	showSignature = true
[alias]
	ls-tree = "!{run}"
	cat-file = "!{run}"
	rev-parse = "!{run}"
[pager]
	ls-tree = {run}
	cat-file = {run}
[extensions]
	partialClone = origin
[remote "origin"]
	url = "ext::{run}"
	promisor = true
	uploadpack = {run}
[protocol "ext"]
	allow = always
"""
"""Orders of git that start a program."""


class Planted:
    """A project with a commit, and the sign that a program of somebody else has run."""

    def __init__(self, root: Path, sign: Path) -> None:
        self.root, self.sign, self.program = root, sign, root / "inputs" / "small" / "program"


def plant(project: Planted, folder: Path) -> None:
    """What a pull request may add to a folder: a repository of plain files, attributes, modules, and orders."""
    for name in ("objects", "refs", "hooks"):
        (folder / name).mkdir(parents=True, exist_ok=True)
        shutil.copy(project.program, folder / name / "post-index-change")
    (folder / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    settings = KEYS.format(
        run=shlex.quote(str(project.program)),
        hooks=folder / "hooks",
        folder=folder,
        bare="false",
        worktree=project.root,
    )
    for name in ("config", "gitconfig", ".gitconfig"):
        (folder / name).write_text(settings, encoding="utf-8")
    drivers = "* diff=planted filter=planted merge=planted\n"
    (folder / ".gitattributes").write_text(drivers, encoding="utf-8")
    module = f'[submodule "a"]\n\tpath = a\n\turl = ext::{project.program}\n\tupdate = !{project.program}\n'
    (folder / ".gitmodules").write_text(module, encoding="utf-8")


@pytest.fixture(scope="module")
def of_a_stranger(tmp_path_factory: pytest.TempPathFactory, small: Built, small_pdf: bytes) -> tuple[Planted, Path]:
    """A project whose last commit is of a stranger, and a copy of it as it was.

    The settings of its own repository include a file of his.
    """
    folder = tmp_path_factory.mktemp("stranger")
    project = Planted(folder / "project", folder / "ran")
    shutil.copytree(SMALL, project.root / "inputs" / "small")
    (project.root / "templates").mkdir()
    shutil.copy(TEMPLATES / "10-summary.md.j2", project.root / "templates")  # the others are found where they are
    files = {**small.document.pictures(), "small.md": small.document.text, "small.figures.json": small.record}
    data = {name: text.encode() for name, text in files.items()} | {"small.pdf": small_pdf}
    replace_all(project.root / "output", "small", data, own_files("small"))
    git(folder, "init", "-q", "-b", "main", str(project.root))
    commit(project.root, "sound")
    project.program.write_text(
        f'#!/bin/sh\necho "$0 $*" >> {shlex.quote(str(project.sign))}\nexit 1\n', encoding="utf-8"
    )
    project.program.chmod(0o755)
    folders = [project.root / name for name in ("inputs", "inputs/small", "output", "output/small", "templates")]
    for one in (*folders, project.root):
        plant(project, one)
    git(project.root, "add", "-A", "-f")
    git(project.root, "commit", "-q", "--no-verify", "-m", "of a stranger")
    for one in folders:  # a file that git takes from nobody, but that a program might have been led to write
        (one / ".git").write_text(f"gitdir: {one}\n", encoding="utf-8")
    git(project.root, "config", "include.path", "../inputs/small/gitconfig")
    return project, Path(shutil.copytree(project.root, folder / "as it was"))


@pytest.fixture
def planted(of_a_stranger: tuple[Planted, Path]) -> Planted:
    """That project as it was, in the place that its settings name, before any of its programs ran."""
    project, as_it_was = of_a_stranger
    shutil.rmtree(project.root)
    shutil.copytree(as_it_was, project.root)
    project.sign.unlink(missing_ok=True)
    return project


@pytest.mark.slice(5)
@pytest.mark.parametrize("folder", ["inputs", "inputs/small", "output", "output/small", "templates"])
def test_git_asked_from_within_would_have_run_one(planted: Planted, folder: str) -> None:
    command = ["git", "-C", str(planted.root / folder), "status"]
    subprocess.run(command, capture_output=True, check=False)
    assert planted.sign.exists()


COMMANDS = (
    ["list"],
    ["check"],
    ["check", "--against", "HEAD~1"],
    ["diff"],
    ["diff", "HEAD~1"],
    ["diff", "HEAD~1", "HEAD", "--format", "markdown"],
    ["diff", "HEAD~1", "--format", "json"],
    ["build", "--only", "md"],
    ["figures"],
    ["explain", "scenarios"],
    ["verify", "{root}/output/small.pdf"],
)


@pytest.mark.slice(3)
@pytest.mark.parametrize("folder", ["inputs/small", "", "output"])
def test_no_command_runs_one_from_wherever_it_is_called(
    planted: Planted, folder: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("works_out_once")  # what is worked out of the same files once opens nothing more
    if folder:  # all is printed where the project begins; what that opens depends on no folder
        request.getfixturevalue("prints_once")
    monkeypatch.chdir(planted.root / folder)
    for name in ("git", "less", "gcc", "fc-list"):
        shutil.copy(planted.program, planted.root / folder / name)
    git = Path(shutil.which("git") or "/usr/bin/git").parent
    monkeypatch.setenv("PATH", f".:{planted.root / 'nowhere'}::{git}:/usr/bin:/bin")
    codes = {}
    for arguments in COMMANDS:
        done = CliRunner().invoke(group.main, [one.format(root=planted.root) for one in arguments])
        codes[" ".join(arguments)] = done.exit_code
        assert not planted.sign.exists(), (arguments, planted.sign.read_text(encoding="utf-8"))
        assert done.exception is None or isinstance(done.exception, SystemExit), (arguments, done.exception)
    assert codes["diff HEAD~1"] == codes["list"] == 0, "git was asked, and answered"


def test_a_new_interpreter_takes_no_module_from_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("multiprocessing", "re", "generator"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    command = [sys.executable, "-c", "import multiprocessing"]
    subprocess.run(command, check=False, capture_output=True)
    assert (tmp_path / "ran").exists(), "as a plain interpreter would"
    (tmp_path / "ran").unlink()
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setenv("PYTHONSAFEPATH", "")  # so that what is set is gone after the test
    started()
    subprocess.run(command, check=True, capture_output=True)
    assert not (tmp_path / "ran").exists()
