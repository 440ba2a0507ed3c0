"""What was found of the same bytes is said again; another byte, anywhere, is worked out."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

import generator
from generator import cli, terminal
from generator.cli import remembered
from generator.cli.group import COMMANDS
from generator.errors import FOUND, UNREACHED
from generator.git import STOPPED
from generator.proposals import Project
from tests.conftest import ROOT
from tests.test_git import commit
from tests.test_git import git as type_git

SITE = ("click-8.dist-info/METADATA", "weasyprint/__init__.py", "font_source_sans_pro/files/Regular.ttf")
KINDS = (
    *("inputs/desk/models.yaml", "templates/10.md.j2", "output/desk.md", "generator/code.py"),
    *(f"site/{name}" for name in SITE),
)
"""A file of each kind that is read; the packages that are installed stand in site/."""


KEPT = remembered._folder
"""Where verdicts are kept, before the suite leaves that out."""
ANSWERS = {"-p", "--proposal", "-q", "--quiet", "--only", "--jobs", "--verbose", "--format"}
"""Options with which the same that is read has the same answer the next time."""


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a file of each kind."""
    folder = tmp_path_factory.mktemp("committed")
    for name in KINDS:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("as it was\n", encoding="utf-8")
    (folder / "cache").mkdir()
    type_git(folder, "init", "-q", "--template=", "-b", "main")
    commit(folder, "begin")
    return folder


@pytest.fixture
def project(committed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    shutil.copytree(committed, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(remembered, "_folder", lambda: tmp_path / "cache")
    monkeypatch.setattr(generator, "__file__", str(tmp_path / "generator" / "code.py"))
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path / "site")])
    return Project(tmp_path)


def said(work: Callable[[], int], *words: str) -> int:
    """The exit code of a check, as the command comes to it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["proposal", "check", *words])
        read = remembered.digest()
        code = remembered.said_again(read)
        with click.Context(click.Command("check"), obj=read):
            return remembered.kept(work) if code is None else code


HOOK = """
import pathlib, sys, click, generator
from generator.cli import remembered
root = pathlib.Path({root!r})
remembered._folder = lambda: root / "cache"
generator.__file__ = str(root / "generator" / "code.py")
def work():
    with (root / "worked").open("a") as file: file.write("once\\n")
    return 0
sys.argv = ["proposal", "check"]
read = remembered.digest()
if remembered.said_again(read) is None:
    with click.Context(click.Command("check"), obj=read):
        remembered.kept(work)
"""
"""A hook that counts how often it works something out."""


class Work:
    """Work that counts how often it is done."""

    def __init__(self, code: int = 0) -> None:
        self.code, self.times = code, 0

    def __call__(self) -> int:
        self.times += 1
        terminal.give("valid")
        terminal.warn("a fault")
        return self.code


@pytest.mark.parametrize("code", [0, FOUND])
@pytest.mark.usefixtures("project")
def test_the_same_bytes_say_the_same_without_being_worked_out(code: int, capsys: pytest.CaptureFixture[str]) -> None:
    work = Work(code)
    assert [said(work) for _ in range(3)] == [code] * 3
    assert work.times == 1
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("valid\n" * 3, "a fault\n" * 3)


@pytest.mark.parametrize("name", KINDS)
def test_another_byte_in_any_kind_of_file_is_worked_out(project: Project, name: str) -> None:
    work = Work()
    said(work)
    (project.root / name).write_text("as it is.\n", encoding="utf-8")
    said(work)
    assert work.times == 2


def test_what_holds_nothing_is_read_too_a_folder_and_where_a_link_leads(project: Project) -> None:
    work = Work()
    said(work)
    (project.root / "inputs" / "begun").mkdir()
    said(work)
    link = project.root / "output" / "astray"
    for to in ("nowhere", "elsewhere"):
        link.unlink(missing_ok=True)
        link.symlink_to(to)
        said(work)
    project.output.rename(project.root / "built")
    project.output.symlink_to("built")
    said(work)
    assert work.times == 5


@pytest.mark.usefixtures("project")
def test_where_a_file_cannot_be_read_all_is_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: str, _: object) -> list[tuple[str, bytes]]:
        raise PermissionError(folder)

    monkeypatch.setattr(remembered, "_entries", refuse)
    work = Work()
    said(work)
    said(work)
    assert work.times == 2


def test_another_call_commit_index_or_tag_is_worked_out_and_another_file_of_the_repository_is_not(
    project: Project,
) -> None:
    work = Work()
    said(work)
    (project.root / "notes.txt").write_text("mine", encoding="utf-8")
    type_git(project.root, "add", "notes.txt")
    type_git(project.root, "commit", "-q", "-m", "a note")
    said(work)
    assert work.times == 1
    said(work, "--verbose")
    assert work.times == 2
    type_git(project.root, "tag", "sent")
    said(work)
    assert work.times == 3
    type_git(project.root, "rm", "-q", "--cached", "output/desk.md")
    said(work)
    assert work.times == 4


def test_a_hook_is_told_the_same_whoever_commits_and_whenever(project: Project) -> None:
    (project.root / "times.py").write_text(HOOK.format(root=str(project.root)), encoding="utf-8")
    hook = project.root / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" times.py\n', encoding="utf-8")
    hook.chmod(0o755)
    for number in (1, 2):
        (project.root / "notes.txt").write_text(f"mine {number}", encoding="utf-8")
        type_git(project.root, "add", "notes.txt")
        dated = f"--date=2027-01-0{number}T00:00:00"
        type_git(project.root, "commit", "-q", "-m", "a note", dated, f"--author=a{number} <a@localhost>")
    assert (project.root / "worked").read_text(encoding="utf-8") == "once\n"


@pytest.mark.parametrize("word", ["--no-cache", "--against=main", "--set=a.b=1", "--output", "--force"])
def test_what_is_asked_for_anew_is_worked_out(project: Project, word: str) -> None:
    work = Work()
    assert [said(work, word) for _ in range(2)] == [0, 0]
    assert work.times == 2
    assert not [*(project.root / "cache").iterdir()]


@pytest.mark.parametrize("command", ["build", "check"])
def test_of_each_option_it_is_decided_whether_the_answer_is_the_same_the_next_time(command: str) -> None:
    anew = {option for one in COMMANDS[command].params for option in one.opts if option.startswith(remembered.ANEW)}
    assert anew | ANSWERS >= {option for one in COMMANDS[command].params for option in one.opts}
    assert not anew & ANSWERS


@pytest.mark.usefixtures("project")
def test_what_a_shell_asks_for_in_the_place_of_a_command_is_another_call(monkeypatch: pytest.MonkeyPatch) -> None:
    work = Work()
    said(work)
    monkeypatch.setenv("_PROPOSAL_COMPLETE", "bash_complete")
    said(work)
    assert work.times == 2


@pytest.mark.usefixtures("project")
def test_it_is_said_again_without_the_library_that_reads_commands(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said(Work(FOUND))
    monkeypatch.setattr(sys, "argv", ["proposal", "check"])
    monkeypatch.setitem(sys.modules, "click", None)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_DFL  # a traceback would tell nobody anything
    finally:
        signal.signal(signal.SIGINT, before)
    shown = capsys.readouterr()
    assert (ended.value.code, shown.out, shown.err) == (FOUND, "valid\n" * 2, "a fault\n" * 2)


@pytest.mark.usefixtures("project")
def test_what_cannot_be_said_is_left_to_the_command_to_find_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    work = Work()
    said(work)
    monkeypatch.setattr(terminal, "_write", full)
    with pytest.raises(OSError, match="cannot be written"):
        said(work)
    assert work.times == 2


def test_to_say_something_again_needs_nothing_that_is_installed_and_little_of_python() -> None:
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import generator.cli.remembered; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=True)
    assert {"dataclasses", "hashlib", "inspect", "json", "shutil", "tempfile"} & {*done.stdout.split()} == set()


@pytest.mark.usefixtures("project")
def test_what_could_not_be_found_out_is_tried_again() -> None:
    work = Work(UNREACHED)
    said(work)
    said(work)
    assert work.times == 2


@pytest.mark.usefixtures("project")
def test_a_verdict_beside_which_something_could_not_be_found_out_is_worked_out_again() -> None:
    work = Work(FOUND)

    def in_part() -> int:
        remembered.not_kept()
        return work()

    said(in_part)
    said(in_part)
    assert work.times == 2


def test_what_changes_while_it_is_worked_out_is_not_kept(project: Project) -> None:
    def work() -> int:
        (project.root / KINDS[2]).write_text("written meanwhile\n", encoding="utf-8")
        return 0

    said(work)
    assert not [*(project.root / "cache").iterdir()]


def linked(kept: Path, _: Path) -> None:
    kept.symlink_to(kept.rename(kept.parent.parent / "verdict"))


PLANTS: dict[str, Callable[[Path, Path], object]] = {
    "a link": linked,
    "no verdict": lambda kept, _: kept.write_text("fine", encoding="utf-8"),
    "a byte is another": lambda kept, _: kept.write_bytes(kept.read_bytes().replace(b"fault", b"vault")),
    "cut off": lambda kept, _: kept.write_bytes(kept.read_bytes()[:-9]),
    "of other bytes": lambda kept, other: kept.write_bytes(other.read_bytes()),
    "anyone may write to it": lambda kept, _: kept.chmod(0o666),
}


@pytest.mark.parametrize("plant", PLANTS)
def test_what_others_planted_and_what_is_damaged_is_not_believed(project: Project, plant: str) -> None:
    work = Work()
    said(work, "--quiet")
    (other,) = (project.root / "cache").iterdir()
    said(work)
    (kept,) = {*(project.root / "cache").iterdir()} - {other}
    PLANTS[plant](kept, other)
    said(work)
    assert work.times == 3


def test_a_verdict_of_another_user_is_not_believed(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    work = Work()
    said(work)
    monkeypatch.setattr("os.geteuid", lambda: project.root.stat().st_uid + 1)
    said(work)
    assert work.times == 2


def test_a_verdict_is_the_users_alone_whatever_files_of_his_others_may_write_to(project: Project) -> None:
    work, before = Work(), os.umask(0)
    try:
        said(work)
    finally:
        os.umask(before)
    said(work)
    assert work.times == 1
    (kept,) = (project.root / "cache").iterdir()
    assert kept.stat().st_mode & 0o777 == 0o600


def test_nothing_in_the_repository_is_read_as_a_verdict(project: Project) -> None:
    work = Work(FOUND)
    said(work)
    (kept,) = (project.root / "cache").iterdir()
    planted = project.root / "output" / kept.name
    planted.write_text("0", encoding="utf-8")
    kept.unlink()
    assert said(work) == FOUND


@pytest.mark.parametrize("inside", [True, False])
def test_in_the_repository_nothing_is_kept_also_where_the_user_has_his_caches_there(
    project: Project, tmp_path_factory: pytest.TempPathFactory, inside: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = project.root / "cache" if inside else tmp_path_factory.mktemp("home")
    monkeypatch.setenv("XDG_CACHE_HOME", str(home))
    monkeypatch.setattr(remembered, "_folder", KEPT)
    work = Work()
    said(work)
    said(work)
    assert work.times == (2 if inside else 1)


@pytest.mark.parametrize("name", sorted({name for entry in STOPPED for name in entry[:2]}))
def test_within_a_merge_all_is_worked_out(project: Project, name: str) -> None:
    work = Work()
    (project.root / ".git" / name).write_text("0" * 40, encoding="utf-8")
    said(work)
    said(work)
    assert work.times == 2


def test_before_the_first_commit_it_is_said_again_as_well_and_the_first_commit_is_worked_out(project: Project) -> None:
    shutil.rmtree(project.root / ".git")
    type_git(project.root, "init", "-q", "--template=")
    work = Work()
    said(work)
    said(work)
    assert work.times == 1
    commit(project.root, "begin")
    said(work)
    assert work.times == 2


def test_on_a_full_disk_no_part_of_a_verdict_is_left(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    work = Work()
    said(work)
    said(work)
    assert work.times == 2
    assert not [*(project.root / "cache").iterdir()]


def test_only_the_newest_verdicts_are_kept(project: Project) -> None:
    for number in range(64):
        (older := project.root / "cache" / str(number)).touch()
        os.utime(older, (0, 0))
    work = Work()
    for _ in range(2):
        said(work)
    assert work.times == 1
    assert len(os.listdir(project.root / "cache")) == 32  # noqa: PTH208  # names are counted
