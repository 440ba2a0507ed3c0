"""Files are read within bounds, become new together or not at all, and are known by their sums."""

import os
import re
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from generator.errors import Place, ProposalError
from generator.files import (
    altered,
    check_target,
    file_of,
    is_blob,
    merge_marks,
    read_text,
    replace_all,
    same,
    settle,
    sums,
    unfinished,
    unnamed,
)
from tests.conftest import put
from tests.test_git import git


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "inner" / "file"
    path.parent.mkdir()
    path.write_bytes(b"abc\ndef")
    return path


@pytest.mark.parametrize("in_memory", [True, False])
def test_a_file_without_a_name_keeps_what_is_written(in_memory: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not in_memory:
        monkeypatch.delattr(os, "memfd_create")
    with unnamed() as file:
        file.write(b"abc")
        file.seek(0)
        assert file.read() == b"abc"


def refused(path: Path, **options: object) -> str:
    with pytest.raises(ProposalError) as caught:
        read_text(path, **options)  # type: ignore[arg-type]
    assert caught.value.exit_code == 3
    return str(caught.value).split("\n")[0].replace(f"{path.parent}/", "")


def test_a_file_at_its_bound_is_read_and_one_beyond_it_is_not(file: Path) -> None:
    assert read_text(file, 7) == "abc\ndef"
    assert refused(file, most=6) == "file:2:3: longer than 6 bytes"


def test_a_file_that_is_not_utf_8_is_told_with_its_place(file: Path) -> None:
    file.write_bytes(b"abc\nd\xe9f")
    assert refused(file) == "file:2:2: not UTF-8: invalid continuation byte; save it as UTF-8"


def test_a_missing_file_is_for_the_caller_to_tell(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_text(tmp_path / "none")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refused(tmp_path / "pipe") == "pipe: cannot be read: it is not a plain file"


def test_a_link_may_lead_within_and_not_without(file: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(file)
    assert read_text(tmp_path / "link", within=tmp_path) == "abc\ndef"
    (file.parent / "out").symlink_to(tmp_path / "link")
    assert read_text(file.parent / "out", within=file.parent) == "abc\ndef"
    (tmp_path / "other").write_text("x", encoding="utf-8")
    (file.parent / "beyond").symlink_to(tmp_path / "other")
    assert "beyond: is a link that leads out of" in refused(file.parent / "beyond", within=file.parent)


def test_the_place_is_the_last_line_that_was_read_as_far_as_it_can_be_shown(file: Path) -> None:
    file.write_bytes("a\nbc\ndé\n".encode())
    with pytest.raises(ProposalError) as caught:
        read_text(file, 7)  # it ends within the last letter
    (fault,) = caught.value.faults
    assert fault.place == Place(str(file), 3, 3, "d\ufffd")


def test_a_link_that_leads_out_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("x", encoding="utf-8")
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "link").symlink_to(tmp_path / "other")
    says = f"link: is a link that leads out of {tmp_path / 'inner'}; put the file itself there"
    assert refused(tmp_path / "inner" / "link", within=tmp_path / "inner") == says


def test_the_marks_of_a_merge_are_lines_of_their_own_in_any_of_gits_styles() -> None:
    assert merge_marks("a\n<<<<<<< HEAD\nb\n||||||| 1a2b\nc\n=======\nd\n>>>>>>> other\ne\n") == [2, 4, 6, 8]
    assert merge_marks("<<<<<<<\n=======\n>>>>>>>") == [1, 2, 3]
    for text in ("Title\n=======\n", "a <<<<<<< HEAD\n", "<<<<<<<< HEAD\n", ">>>>>>> quoted\n"):
        assert merge_marks(text) == [], text


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


def test_the_sums_are_what_sha256sum_reads(tmp_path: Path) -> None:
    put(tmp_path, "a", {"a.md": b"text", "a/chart.svg": b"<svg/>"})
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", file_of("a")], cwd=tmp_path, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, b"a.md: OK\na/chart.svg: OK\n")


def test_a_file_is_altered_where_it_is_not_as_it_was_written(tmp_path: Path) -> None:
    put(tmp_path, "a", {"a.md": b"text", "a.pdf": b"print"})
    (tmp_path / "a.pdf").write_bytes(b"Print")
    (tmp_path / "b.md").write_bytes(b"of another")
    written = sums(tmp_path, "a")
    assert [altered(tmp_path, written, name) for name in ("a.md", "a.pdf", "b.md", "none")] == [
        False,
        True,
        False,
        False,
    ]


def test_what_is_written_later_keeps_the_sums_of_what_stays_and_not_of_what_went(tmp_path: Path) -> None:
    put(tmp_path, "a", {"a.md": b"text", "a.pdf": b"print", "a/old.svg": b"<svg/>"})
    (tmp_path / "a" / "old.svg").unlink()
    (tmp_path / "a.md").write_bytes(b"by hand")
    put(tmp_path, "a", {"a.pdf": b"new print"})
    written = sums(tmp_path, "a")
    assert [*written] == ["a.md", "a.pdf"] or {*written} == {"a.md", "a.pdf"}
    assert altered(tmp_path, written, "a.md")


def test_sums_that_are_none_or_lead_elsewhere_know_nothing(tmp_path: Path) -> None:
    assert sums(tmp_path, "a") == {}
    (tmp_path / file_of("a")).write_bytes(b"\xff\n<<<<<<< HEAD\n" + b"0" * 64 + b"  a.md\n")
    assert sums(tmp_path, "a") == {"a.md": "0" * 64}
    (tmp_path / file_of("b")).symlink_to(tmp_path / file_of("a"))
    assert sums(tmp_path, "b") == {}


def test_the_same_bytes_are_the_same_and_a_link_is_not(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert [same(tmp_path / name, b"x") for name in ("a", "b", "c")] == [True, False, False]


def test_a_blob_is_told_by_either_kind_of_hash(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a\n")
    for kind in ("sha1", "sha256"):
        git(tmp_path, "init", "-q", "--object-format", kind, kind)
        found = git(tmp_path / kind, "hash-object", str(tmp_path / "a"))
        assert is_blob(tmp_path / "a", found), kind
        assert not is_blob(tmp_path / "a", found[:-1] + ("0" if found[-1] != "0" else "1"))
