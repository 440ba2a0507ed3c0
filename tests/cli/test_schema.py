"""`proposal schema` writes the schema of every input file."""

import shutil
from functools import cache
from pathlib import Path

import pytest

from generator.inputs import schema
from generator.inputs.raw import PARTS
from tests.cli import run
from tests.conftest import ROOT, SMALL

COMMITTED = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "generator" / "schemas").iterdir()}
"""What all schemas are; tests of the inputs hold that they are those of today."""


def test_a_file_is_written_for_each_and_named_in_the_project_or_where_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(SMALL, tmp_path / "inputs" / "small")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(schema, "schemas", cache(schema.schemas))
    for place, options in (("generator/schemas", []), ("new", ["--output", "new"])):
        result = run("schema", *options)
        assert result.exit_code == 0
        assert {path.name: path.read_text(encoding="utf-8") for path in Path(place).iterdir()} == COMMITTED
        assert result.stdout.splitlines() == [f"{place}/{name}.schema.json" for name in PARTS]
