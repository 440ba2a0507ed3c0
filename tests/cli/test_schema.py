"""`proposal schema` writes the schema of every input file."""

from pathlib import Path

import pytest

from generator.inputs.raw import PARTS
from tests.cli import run
from tests.conftest import PROJECT, ROOT

COMMITTED = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "generator" / "schemas").iterdir()}
"""What all schemas are; tests of the inputs hold that they are those of today."""


def test_a_file_is_written_for_each_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)
    result = run("schema", "--output", str(tmp_path / "new"))
    assert result.exit_code == 0
    assert {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "new").iterdir()} == COMMITTED
    assert [Path(line).name for line in result.stdout.splitlines()] == [f"{name}.schema.json" for name in PARTS]
