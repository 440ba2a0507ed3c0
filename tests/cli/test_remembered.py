"""What was found of the same bytes is said again; another byte, anywhere, is worked out."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

import generator
from generator import terminal
from generator.cli import remembered
from generator.errors import FOUND, UNREACHED
from generator.proposals import Project
from generator.review.merging import STOPPED
from tests.test_git import git as type_git

KINDS = ("inputs/desk/models.yaml", "templates/10.md.j2", "output/desk.md", "generator/code.py")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    for name in KINDS:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("as it was\n", encoding="utf-8")
    (tmp_path / "cache").mkdir()
    monkeypatch.setattr(remembered, "_folder", lambda: tmp_path / "cache")
    monkeypatch.setattr(generator, "__file__", str(tmp_path / "generator" / "code.py"))
    type_git(tmp_path, "init", "-q", "-b", "main")
    type_git(tmp_path, "add", "-A")
    type_git(tmp_path, "commit", "-q", "-m", "begin")
    return Project(tmp_path)


def said(project: Project, work: Callable[[], int], *called: str) -> int:
    with click.Context(click.Command("check")):
        return remembered.remembered(project, called, work)


HOOK = """
import pathlib, click, generator
from generator.cli import remembered
from generator.proposals import Project
root = pathlib.Path({root!r})
remembered._folder = lambda: root / "cache"
generator.__file__ = str(root / "generator" / "code.py")
def work():
    with (root / "worked").open("a") as file: file.write("once\\n")
    return 0
with click.Context(click.Command("check")):
    remembered.remembered(Project(root), (), work)
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
def test_the_same_bytes_say_the_same_without_being_worked_out(
    project: Project, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    work = Work(code)
    assert [said(project, work) for _ in range(3)] == [code] * 3
    assert work.times == 1
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("valid\n" * 3, "a fault\n" * 3)


@pytest.mark.parametrize("name", KINDS)
def test_another_byte_in_any_kind_of_file_is_worked_out(project: Project, name: str) -> None:
    work = Work()
    said(project, work)
    (project.root / name).write_text("as it is.\n", encoding="utf-8")
    said(project, work)
    assert work.times == 2


def test_what_holds_nothing_is_read_too_a_folder_and_where_a_link_leads(project: Project) -> None:
    work = Work()
    said(project, work)
    (project.root / "inputs" / "begun").mkdir()
    said(project, work)
    link = project.root / "output" / "astray"
    for to in ("nowhere", "elsewhere"):
        link.unlink(missing_ok=True)
        link.symlink_to(to)
        said(project, work)
    assert work.times == 4


def test_where_a_file_cannot_be_read_all_is_worked_out(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: str, _: object) -> list[tuple[str, bytes]]:
        raise PermissionError(folder)

    monkeypatch.setattr(remembered, "_entries", refuse)
    work = Work()
    said(project, work)
    said(project, work)
    assert work.times == 2


def test_another_call_commit_index_or_tag_is_worked_out_and_another_file_of_the_repository_is_not(
    project: Project,
) -> None:
    work = Work()
    said(project, work)
    (project.root / "notes.txt").write_text("mine", encoding="utf-8")
    type_git(project.root, "add", "notes.txt")
    type_git(project.root, "commit", "-q", "-m", "a note")
    said(project, work)
    assert work.times == 1
    said(project, work, "--verbose")
    assert work.times == 2
    type_git(project.root, "tag", "sent")
    said(project, work)
    assert work.times == 3
    type_git(project.root, "rm", "-q", "--cached", "output/desk.md")
    said(project, work)
    assert work.times == 4


def test_a_hook_is_told_the_same_whoever_commits_and_whenever(project: Project) -> None:
    (project.root / "times.py").write_text(HOOK.format(root=str(project.root)), encoding="utf-8")
    hook = project.root / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f'#!/bin/sh\nexec "{sys.executable}" times.py\n', encoding="utf-8")
    hook.chmod(0o755)
    for number in (1, 2):
        (project.root / "notes.txt").write_text(f"mine {number}", encoding="utf-8")
        type_git(project.root, "add", "notes.txt")
        dated = f"--date=2027-01-0{number}T00:00:00"
        type_git(project.root, "commit", "-q", "-m", "a note", dated, f"--author=a{number} <a@localhost>")
    assert (project.root / "worked").read_text(encoding="utf-8") == "once\n"


def test_what_could_not_be_found_out_is_tried_again(project: Project) -> None:
    work = Work(UNREACHED)
    said(project, work)
    said(project, work)
    assert work.times == 2


def test_what_changes_while_it_is_worked_out_is_not_kept(project: Project) -> None:
    def work() -> int:
        (project.root / KINDS[2]).write_text("written meanwhile\n", encoding="utf-8")
        return 0

    said(project, work)
    assert not [*(project.root / "cache").iterdir()]


@pytest.mark.parametrize("plant", ["link", "no verdict", "of nothing"])
def test_what_others_planted_is_not_believed(project: Project, plant: str) -> None:
    work = Work()
    said(project, work)
    (kept,) = (project.root / "cache").iterdir()
    if plant == "link":
        kept.rename(project.root / "verdict.json")
        kept.symlink_to(project.root / "verdict.json")
    else:
        kept.write_text("[" if plant == "no verdict" else '{"exit_code": 0}', encoding="utf-8")
    said(project, work)
    assert work.times == 2


def test_nothing_in_the_repository_is_read_as_a_verdict(project: Project) -> None:
    work = Work(FOUND)
    said(project, work)
    (kept,) = (project.root / "cache").iterdir()
    planted = project.root / "output" / kept.name
    planted.write_text('{"exit_code": 0, "said": []}', encoding="utf-8")
    kept.unlink()
    assert said(project, work) == FOUND


def test_within_a_merge_all_is_worked_out(project: Project) -> None:
    assert {name for entry in STOPPED for name in entry[:2]} <= {*remembered.UNDER_WAY}
    work = Work()
    (project.root / ".git" / "MERGE_HEAD").write_text("0" * 40, encoding="utf-8")
    said(project, work)
    said(project, work)
    assert work.times == 2


def test_only_the_newest_verdicts_are_kept(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "MOST_KEPT", 2)
    for number in range(4):
        said(project, Work(), str(number))
    assert len(os.listdir(project.root / "cache")) == 2  # noqa: PTH208  # names are counted
