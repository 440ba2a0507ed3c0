"""What is kept for the user lies where nobody else may have written, and is whole or not there."""

import os
from pathlib import Path

import pytest

from generator.cache import cache_folder, keep
from generator.document.render import render
from tests.conftest import Built


def test_a_file_is_kept_whole_for_the_user_alone_and_a_failed_one_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(tmp_path / "a", b"first")
    keep(tmp_path / "a", b"second")
    assert (tmp_path / "a").read_bytes() == b"second"
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600

    def full(path: Path, _: bytes) -> int:
        path.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        keep(tmp_path / "a", b"third")
    assert (tmp_path / "a").read_bytes() == b"second"
    assert [*tmp_path.iterdir()] == [tmp_path / "a"]


def test_of_more_files_than_may_be_kept_the_older_half_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for at in range(9):
        keep(tmp_path / str(at), b"", 10)
        os.utime(tmp_path / str(at), ns=(9 - at, 9 - at))
    keep(tmp_path / "0", b"again", 10)
    assert len([*tmp_path.iterdir()]) == 9
    keep(tmp_path / "9", b"", 8)
    assert {one.name for one in tmp_path.iterdir()} == {"9", "0", "1", "2"}
    monkeypatch.setattr(Path, "iterdir", lambda folder: iter([folder / "1", folder / "which another process took"]))
    keep(tmp_path / "1", b"", 2)
    assert (tmp_path / "1").is_file()


def test_the_folder_is_made_where_the_user_keeps_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder("fonts") == tmp_path / "capacity-proposals" / "fonts"
    assert cache_folder("fonts").is_dir()


def test_templates_are_kept_compiled_and_a_changed_one_is_compiled_anew(
    cerebras: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "templates").mkdir()
    template = tmp_path / "templates" / "10-only.md.j2"
    monkeypatch.setattr("generator.document.templates.FOLDER", tmp_path / "templates")
    for word in ("first", "second"):
        template.write_text(word, encoding="utf-8")
        for _ in range(2):
            assert render(cerebras.proposal, cerebras.sheet).text == f"{word}\n"
    assert list((tmp_path / "cache" / "capacity-proposals" / "templates").iterdir())


@pytest.mark.usefixtures("short_documents")
def test_without_a_folder_to_write_to_templates_are_compiled_each_time(
    small: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = render(small.proposal, small.sheet)
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert render(small.proposal, small.sheet).text == kept.text != ""


def test_without_a_home_there_is_no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    with pytest.raises(FileNotFoundError, match="there is no home folder"):
        cache_folder("fonts")


def test_without_a_folder_of_his_own_the_users_home_keeps_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache_folder("fonts") == tmp_path / ".cache" / "capacity-proposals" / "fonts"


@pytest.mark.parametrize("named", ["cache", "./cache", ""])
def test_a_folder_that_depends_on_where_one_stands_is_not_the_users(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", named)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert cache_folder("templates").is_relative_to(tmp_path / "home")
    monkeypatch.setenv("HOME", "home")
    with pytest.raises(FileNotFoundError, match="depends on where one stands"):
        cache_folder("templates")


def test_what_others_may_have_written_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder("templates").stat().st_mode & 0o077 == 0
    for open_to in (0o707, 0o770):
        (tmp_path / "capacity-proposals" / "templates").chmod(open_to)
        with pytest.raises(PermissionError, match="others may have written to it"):
            cache_folder("templates")
    cache_folder("fonts")
    monkeypatch.setattr("os.geteuid", lambda: (tmp_path / "capacity-proposals" / "fonts").stat().st_uid + 1)
    with pytest.raises(PermissionError, match="others may have written to it"):
        cache_folder("fonts")


@pytest.mark.parametrize("here", [".", "project/inputs", "elsewhere"])
def test_what_a_commit_may_have_brought_and_where_a_link_leads_is_kept_and_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, here: str
) -> None:
    (tmp_path / "project" / ".git").mkdir(parents=True)
    for folder in ("project/inputs", "elsewhere"):
        (tmp_path / folder).mkdir()
    (tmp_path / "linked").symlink_to("project/cache")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "capacity-proposals").symlink_to(tmp_path / "elsewhere")
    monkeypatch.chdir(tmp_path / here)
    for home, brought in (("project/cache", True), ("linked", True), ("own", None), ("home", False)):
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / home))
        assert cache_folder("templates").is_dir()
        if brought is None or (brought and here == "project/inputs"):
            with pytest.raises(PermissionError, match="others may have written to it"):
                cache_folder("templates", believed=True)
        else:
            assert cache_folder("templates", believed=True) == cache_folder("templates")
