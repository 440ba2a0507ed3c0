"""A file is read whole within its bound, or refused where the bound or the fault stands."""

import os
from pathlib import Path

import pytest

from generator.errors import Place, ProposalError
from generator.reading import merge_marks, read_text


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "inner" / "file"
    path.parent.mkdir()
    path.write_bytes(b"abc\ndef")
    return path


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
    assert refused(tmp_path / "pipe") == "pipe: cannot be read: it is no plain file"


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
