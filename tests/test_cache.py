"""What is kept between runs stands in a folder of the user's, and nothing depends on it."""

from pathlib import Path

import pytest

from generator.cache import cache_folder
from generator.document.render import render
from tests.conftest import Built


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


def test_without_a_folder_to_write_to_templates_are_compiled_each_time(
    cerebras: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert render(cerebras.proposal, cerebras.sheet).text == cerebras.document.text


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
    cache_folder("templates").chmod(0o777)
    with pytest.raises(PermissionError, match="others may have written to it"):
        cache_folder("templates")
    cache_folder("fonts")
    monkeypatch.setattr("os.geteuid", lambda: (tmp_path / "capacity-proposals" / "fonts").stat().st_uid + 1)
    with pytest.raises(PermissionError, match="others may have written to it"):
        cache_folder("fonts")
