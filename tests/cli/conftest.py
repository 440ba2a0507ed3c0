"""What the tests of several commands work on."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT, UNITS

MEASURED = ROOT / "tests" / "proposals" / "measured"


@pytest.fixture
def stated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a proposal of which one value is stated that was measured as well."""
    copy = Path(shutil.copytree(MEASURED, tmp_path / "inputs" / "measured"))
    text = (copy / "page_profiles.yaml").read_text(encoding="utf-8")
    line = "      input_tokens: 8000  # a guess\n      source: {assumed: a guess}\n"
    text = text.replace("      input_tokens: {measured: openai.reasoning.input_tokens.mean}\n", line)
    (copy / "page_profiles.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return copy


@pytest.fixture
def units_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of the one proposal that has variants and offers; commands work in its folder."""
    shutil.copytree(UNITS, tmp_path / "inputs" / "units")
    monkeypatch.chdir(tmp_path)
    return tmp_path
