"""`proposal build` as a user meets it: files whole or not at all."""

import os
import shutil
from inspect import unwrap
from pathlib import Path

import click
import pytest

from generator.build import batch
from generator.cli import build
from generator.errors import FAULTY, FOUND
from tests.cli import run
from tests.conftest import ROOT, SMALL

pytestmark = pytest.mark.usefixtures("in_small_project")


@pytest.mark.usefixtures("prints_once")
def test_build_writes_both_files_and_names_them(in_small_project: Path, tmp_path: Path) -> None:
    result = run("build", "--jobs", "1", "--output", str(tmp_path))
    assert result.exit_code == 0, result.stderr
    kinds = ("figures.json", "md", "pdf", "png", "reconciliation.md", "sha256")
    charts = [f"small/{chart.name}" for chart in (in_small_project / "output" / "small").iterdir()]
    names = [*(f"small.{kind}" for kind in kinds), *charts]
    *files, request = result.stdout.splitlines()
    assert sorted(files) == sorted(f"written  {tmp_path / name}" for name in names)
    assert request == "small asks for 1,332 RPM, 8,991,000 TPM, 8,991,000 uncached TPM"
    for name in names:
        assert (tmp_path / name).read_bytes() == (in_small_project / "output" / name).read_bytes()


@pytest.mark.usefixtures("prints_once")
@pytest.mark.parametrize(
    ("only", "suffixes"),
    [("md", {".json", ".md", ".sha256", ".svg"}), ("pdf", {".pdf", ".png", ".sha256"})],
)
def test_only_writes_the_file_asked_for(tmp_path: Path, only: str, suffixes: set[str]) -> None:
    assert run("build", "--only", only, "--jobs", "1", "--output", str(tmp_path)).exit_code == 0
    assert {path.suffix for path in tmp_path.rglob("*") if path.is_file()} == suffixes


def test_a_what_if_that_fails_leaves_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert run("build", "--set", "scenarios.nope=4").exit_code == 3
    assert list(tmp_path.iterdir()) == []


def test_a_what_if_never_touches_the_committed_output(in_small_project: Path) -> None:
    before = {path: path.read_bytes() for path in (in_small_project / "output").rglob("*") if path.is_file()}
    result = run("build", "--only", "md", "--set", "scenarios.desk.sites=20")
    written = next(Path(line.split("  ")[1]) for line in result.stdout.splitlines() if line.endswith("small.md"))
    assert result.exit_code == 0
    assert "| Desk | 20 |" in written.read_text(encoding="utf-8")
    assert {path: path.read_bytes() for path in (in_small_project / "output").rglob("*") if path.is_file()} == before
    shutil.rmtree(written.parent)


def test_a_picture_that_was_altered_is_drawn_anew_and_the_loss_is_told(in_small_project: Path) -> None:
    picture = in_small_project / "output" / "small.png"
    drawn = picture.read_bytes()
    picture.write_bytes(drawn + b"signed")
    done = run("build")
    assert (done.exit_code, picture.read_bytes()) == (0, drawn)
    assert done.stderr == "output/small.png: what was altered in it since it was built is lost\n"


def test_faulty_inputs_write_nothing(tmp_path: Path) -> None:
    assert run("build", "--set", "scenarios.desk.sites=0", "--output", str(tmp_path / "new")).exit_code == 3
    assert not (tmp_path / "new").exists()


@pytest.mark.usefixtures("short_documents")
def test_a_numeral_that_no_figure_backs_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(SMALL, tmp_path / "inputs" / "small")
    (tmp_path / "templates").mkdir()
    text = (ROOT / "templates" / "80-models.md.j2").read_text(encoding="utf-8")
    own = tmp_path / "templates" / "80-models.md.j2"
    own.write_text(f"{text}\nAll seven calls take 3 models.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = run("build", "--output", str(tmp_path / "new"), "--jobs", "1")
    assert result.exit_code == 1
    line = len(text.splitlines()) + 2
    assert f"80-models.md.j2:{line}:5: the number seven is typed; show a figure instead" in result.stderr
    assert not (tmp_path / "new").exists()


def test_a_failed_write_leaves_the_last_good_file(
    in_small_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(in_small_project)
    (tmp_path / "small.md").write_text("good", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = run("build", "--only", "md", "--force", "--output", str(tmp_path))
    assert result.exit_code == 1
    assert "cannot be written: No space left on device" in result.stderr
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [("small.md", "good")]


@pytest.mark.parametrize(("code", "kept"), [(0, "read"), (FAULTY, "read"), (FOUND, "")])
def test_what_could_not_be_written_is_tried_again_and_not_said_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, kept: str
) -> None:
    (tmp_path / "inputs" / "desk").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(batch, "build_each", lambda *_: [batch.Outcome(exit_code=code)])
    with click.Context(click.Command("build"), obj="read") as context:
        assert unwrap(build.build.callback or run)((), {}, None, None, False, None) == code
    assert context.obj == kept
