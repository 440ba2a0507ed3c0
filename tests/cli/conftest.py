"""What the tests of several commands work on."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT, UNITS

MEASURED = ROOT / "tests" / "proposals" / "measured"


@pytest.fixture(scope="session")
def one_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("place")


@pytest.fixture
def place(one_place: Path) -> Path:
    """An empty folder, the same for each test: what was worked out of the same files there is remembered."""
    for path in one_place.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return one_place


@pytest.fixture
def stated(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a proposal of which one value is stated that was measured as well."""
    copy = Path(shutil.copytree(MEASURED, place / "inputs" / "measured"))
    text = (copy / "page_profiles.yaml").read_text(encoding="utf-8")
    line = "      input_tokens: 8000  # a guess\n      source: {assumed: a guess}\n"
    text = text.replace("      input_tokens: {measured: openai.reasoning.input_tokens.mean}\n", line)
    (copy / "page_profiles.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(place)
    return copy


@pytest.fixture
def units_project(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of the one proposal that has variants and offers; commands work in its folder."""
    shutil.copytree(UNITS, place / "inputs" / "units")
    monkeypatch.chdir(place)
    return place
