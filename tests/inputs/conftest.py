"""Folders of inputs to spoil: the small valid proposal of `valid/`, and what loading says of it."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from generator.errors import Fault, ProposalError
from generator.inputs import load

HERE = Path(__file__).parent
VALID = HERE / "valid"
Spoil = Callable[..., Path]
"""Puts `new` in the place of `old` in a file of the folder: spoil("scenarios", "sites: 4", "sites: four")."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the valid proposal."""
    return Path(shutil.copytree(VALID, tmp_path / "spoilt"))


@pytest.fixture
def spoil(folder: Path) -> Spoil:
    def replace(file: str, old: str, new: str) -> Path:
        path = folder / f"{file}.yaml"
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}.yaml"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return folder

    return replace


def faults(folder: Path, changes: Mapping[str, str] | None = None) -> tuple[Fault, ...]:
    """What is wrong with a proposal; nothing where it is valid."""
    try:
        load(folder, changes)
    except ProposalError as error:
        return error.faults
    return ()


def said(folder: Path, changes: Mapping[str, str] | None = None) -> list[str]:
    """The first line of each fault, with its file named as in the folder."""
    return [first_line(fault, folder) for fault in faults(folder, changes)]


def first_line(fault: Fault, folder: Path) -> str:
    return str(fault).split("\n", maxsplit=1)[0].removeprefix(f"{folder}/")
