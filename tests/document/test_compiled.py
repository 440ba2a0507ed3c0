"""Templates are compiled once; what is kept of them is run where it is whole, and no other."""

from pathlib import Path
from types import CodeType

import jinja2
import pytest

from generator.document import compiled
from generator.document.compiled import code_of

FILE = "/templates/10.md.j2"


class Compiler(jinja2.Environment):
    """Jinja, which counts how often it compiles something."""

    times = 0

    def compile(self, *given: object, **named: object) -> CodeType:  # type: ignore[override]
        self.times += 1
        return super().compile(*given, **named)  # type: ignore[no-any-return, call-overload]


@pytest.fixture
def env() -> Compiler:
    return Compiler()


def said(env: Compiler, kept: Path | None, source: str = "one", words: str = "") -> str:
    code = code_of(env, source, "10.md.j2", FILE, words, kept)
    return env.template_class.from_code(env, code, {}).render()


def test_what_is_kept_is_compiled_once_and_another_source_anew_in_its_place(env: Compiler, tmp_path: Path) -> None:
    assert [said(env, tmp_path) for _ in range(2)] == ["one"] * 2
    assert env.times == 1
    assert [said(env, tmp_path, "two") for _ in range(2)] == ["two"] * 2
    assert env.times == 2
    assert len([*tmp_path.iterdir()]) == 1


def test_in_other_words_a_template_is_another(env: Compiler, tmp_path: Path) -> None:
    for _ in range(2):
        for words in ("", "seats"):
            said(env, tmp_path, words=words)
    assert env.times == len([*tmp_path.iterdir()]) == 2


def test_no_more_than_a_bound_are_kept(env: Compiler, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "MOST_KEPT", 4)
    for words in range(9):
        assert said(env, tmp_path, words=str(words)) == "one"
        assert len([*tmp_path.iterdir()]) <= 4


def test_wherever_a_byte_of_it_is_another_it_is_compiled_anew(env: Compiler, tmp_path: Path) -> None:
    said(env, tmp_path)
    (kept,) = tmp_path.iterdir()
    whole = kept.read_bytes()
    for at in range(len(whole)):
        kept.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert said(env, tmp_path) == "one"
    for cut in (b"", whole[:9], whole[:-1]):
        kept.write_bytes(cut)
        assert said(env, tmp_path) == "one"
    assert env.times == 1 + len(whole) + 3
    assert kept.read_bytes() == whole


def test_what_another_jinja_or_python_compiled_is_compiled_anew(
    env: Compiler, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said(env, tmp_path)
    monkeypatch.setattr(compiled, "MADE_BY", "another")
    said(env, tmp_path)
    assert env.times == 2


def test_where_nothing_can_be_kept_it_is_compiled_each_time(env: Compiler, tmp_path: Path) -> None:
    for kept in (None, tmp_path / "not there"):
        assert [said(env, kept) for _ in range(2)] == ["one"] * 2
    assert env.times == 4


def test_without_a_folder_that_may_be_believed_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: str, believed: bool) -> Path:
        raise OSError(28, f"No space left on device, {believed=}")

    monkeypatch.setattr(compiled, "cache_folder", full)
    assert compiled.folder() is None
