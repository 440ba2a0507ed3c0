"""Files become new together, in order, or not at all; what a killed run left is settled."""

import os
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from generator.errors import ProposalError
from generator.writing import check_target, replace_all, settle, unfinished

own = re.compile(r"p/chart\.svg|p\.md|p\.json").fullmatch
FILES = {"p/chart.svg": b"chart", "p.md": b"text", "p.json": b"record"}


def standing(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_files_are_written_also_into_a_folder_below(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "below"
    replace_all(folder, "p", FILES, own)
    assert standing(folder) == dict(sorted(FILES.items()))
    assert sorted(path.name for path in folder.iterdir()) == ["p", "p.json", "p.md"]


def test_no_files_make_no_folder(tmp_path: Path) -> None:
    replace_all(tmp_path / "new", "p", {}, own)
    settle(tmp_path / "new", "p", own)
    assert not (tmp_path / "new").exists()


def test_they_become_new_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moved: list[str] = []
    replace = Path.replace

    def noted(self: Path, target: Path) -> Path:
        moved.append(str(target.relative_to(tmp_path)))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", noted)
    replace_all(tmp_path, "p", FILES, own)
    assert moved == list(FILES)


def test_one_that_cannot_be_completed_leaves_all_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace_all(tmp_path, "p", dict.fromkeys(FILES, b"old"), own)
    begun = []

    def full(_: int) -> None:
        begun.append(1)
        if len(begun) == 3:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ProposalError, match="cannot be written: No space left on device") as caught:
        replace_all(tmp_path, "p", FILES, own)
    assert caught.value.exit_code == 1
    assert standing(tmp_path) == dict.fromkeys(sorted(FILES), b"old")


def test_a_run_that_ended_while_files_were_moving_is_moved_on_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_all(tmp_path, "p", dict.fromkeys(FILES, b"old"), own)
    replace, moved = Path.replace, []

    def cut_off(self: Path, target: Path) -> Path:
        moved.append(target)
        if len(moved) == 2:
            raise KeyboardInterrupt
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", cut_off)
        with pytest.raises(KeyboardInterrupt):
            replace_all(tmp_path, "p", FILES, own)
    assert unfinished(tmp_path, "p")
    assert ((tmp_path / "p/chart.svg").read_bytes(), (tmp_path / "p.json").read_bytes()) == (b"chart", b"old")
    settle(tmp_path, "p", own)
    assert not unfinished(tmp_path, "p")
    assert standing(tmp_path) == dict(sorted(FILES.items()))


def test_what_a_run_had_not_completed_becomes_no_file(tmp_path: Path) -> None:
    (tmp_path / ".p.new").mkdir()
    (tmp_path / ".p.new" / "000009 half.md").write_bytes(b"half a")
    replace_all(tmp_path, "p", FILES, own)
    assert standing(tmp_path) == dict(sorted(FILES.items()))


def test_what_another_proposal_left_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / ".q.new").mkdir()
    replace_all(tmp_path, "p", FILES, own)
    assert (tmp_path / ".q.new").is_dir()


def test_a_folder_that_is_a_link_is_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(ProposalError, match="is a link; name the folder that it leads to") as caught:
        replace_all(tmp_path / "link", "p", FILES, own)
    assert caught.value.exit_code == 2
    check_target(tmp_path / "real")


def test_a_file_below_a_link_is_not_written(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "p").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ProposalError, match="p: is a link; it would be replaced"):
        replace_all(tmp_path / "output", "p", FILES, own)
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert standing(tmp_path / "output") == {}


@pytest.mark.parametrize("left", ["link/000000 keys", "link/below/000000 keys", "000000 link"])
def test_what_no_build_has_left_is_not_moved_on_to_its_end(tmp_path: Path, left: str) -> None:
    # As it may come with a pull request: links, and files said to be complete that belong below them.
    output, elsewhere = tmp_path / "output", tmp_path / "elsewhere"
    elsewhere.mkdir()
    (output / ".p.ready" / left).parent.mkdir(parents=True)
    (output / ".p.ready" / left).write_text("stranger", encoding="utf-8")
    (output / ".p.ready" / "000001 p.md").write_text("text", encoding="utf-8")
    (output / "link").symlink_to(elsewhere)
    with pytest.raises(ProposalError, match="link: is a link; it would be replaced"):
        settle(output, "p", lambda _: True)
    assert list(elsewhere.iterdir()) == []
    assert not (output / "p.md").exists()


@pytest.mark.parametrize(
    "left",
    [
        "000000 .git",
        ".git/000000 config",
        "000000 q.md",
        "000000 p.md~",
        "000000 P.md",
        "000000 .gitattributes",
        "p/000000 .git",
        "p/000000 chart.svg.exe",
        "p/deeper/000000 chart.svg",
        "HEAD",
        "objects/000000 00",
    ],
)
@pytest.mark.parametrize("act", [settle, partial(replace_all, files=FILES)])
def test_nothing_is_moved_to_a_place_where_no_build_would_have_put_it(
    tmp_path: Path, left: str, act: Callable[..., None]
) -> None:
    for name in (left, "000001 p.md"):
        (tmp_path / ".p.ready" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / ".p.ready" / name).write_text("gitdir: elsewhere", encoding="utf-8")
    with pytest.raises(ProposalError, match="is no file that a build leaves there; remove it") as caught:
        act(tmp_path, "p", own=own)
    assert caught.value.exit_code == 1
    assert [path.name for path in tmp_path.iterdir()] == [".p.ready"]


def test_a_complete_file_that_is_a_link_is_not_moved_on(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("text", encoding="utf-8")
    (tmp_path / "output" / ".p.ready").mkdir(parents=True)
    (tmp_path / "output" / ".p.ready" / "000000 p.md").symlink_to(tmp_path / "secret")
    with pytest.raises(ProposalError, match=r"p.md: is a link, which no build leaves there; remove it"):
        settle(tmp_path / "output", "p", own)


@pytest.mark.parametrize("kept", [".p.new", ".p.ready"])
def test_a_link_where_a_build_keeps_its_files_is_told_with_what_to_do(tmp_path: Path, kept: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / kept).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ProposalError) as caught:
        settle(tmp_path, "p", own)
    assert str(caught.value) == f"{tmp_path / kept}: is a link where a build keeps its files; remove it"
    assert caught.value.exit_code == 1


@pytest.mark.parametrize(
    ("error", "where"),
    [
        (OSError(28, "No space left on device", "out/p.md"), "out/p.md"),
        (OSError(18, "Invalid cross-device link", "out/a", None, "out/b"), "out/b"),
        (OSError(28, "No space left on device", "out/.p.new/p.md"), "{folder}"),
        (OSError(28, "No space left on device"), "{folder}"),
    ],
)
def test_what_cannot_be_written_is_told_by_the_file_or_else_by_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, where: str
) -> None:
    def fails(_: int) -> None:
        raise error

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(ProposalError) as caught:
        replace_all(tmp_path, "p", FILES, own)
    assert str(caught.value) == f"{where.format(folder=tmp_path)}: cannot be written: {error.strerror}"
