"""Sheets and documents of frozen proposals, for tests that look at single figures or sentences of them."""

import shutil
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from generator.document import templates
from generator.document.render import Document, render
from generator.figures.figure import Sheet
from generator.figures.sheet import calculate
from generator.inputs import Proposal, load
from tests.conftest import ROOT

MOST_KEPT = 40
"""How many sheets a process keeps for the tests after."""

HEARS = """
ear-9:
  vendor: north
  role: Transcripts
  source: {vendor: Limits}
  published: {tier: x, work: {audio_second: {per_minute: 100, per_hour: 5000}}}
  price: {work: {audio_second: {price: 0.5, per: 3600}}}
"""
"""A model of another vendor that no token is sent to."""

Changes = Mapping[str, str]

NO_VARIANT = {"variants.no-cache.shown": "false"}
"""What leaves the variant out that the document of the units tells: it is as much work as the proposal."""


def sheet_of(folder: Path, changes: Changes | None = None) -> Sheet:
    """Every figure of a proposal with some of its inputs changed; not where a formula is made wrong.

    Neither how far the request moves with each input nor chances are worked out: they take most of the time, and
    `calculate` gives them to the tests that ask for them.
    """
    return _worked(folder, tuple((changes or {}).items()))[1]


@cache
def whole_sheet(folder: Path) -> Sheet:
    """Every figure of a proposal that never changes, those of second order and the chances too."""
    return calculate(load(folder))


def document_of(folder: Path, changes: Changes | None = None) -> Document:
    """The document of a proposal with some of its inputs changed, but for how far each of them moves the request."""
    return _document(folder, tuple((changes or {}).items()), templates.FOLDER)


@lru_cache(MOST_KEPT)
def _document(folder: Path, changes: tuple[tuple[str, str], ...], _: Path) -> Document:
    return render(*_worked(folder, changes))


@lru_cache(MOST_KEPT)
def _worked(folder: Path, changes: tuple[tuple[str, str], ...]) -> tuple[Proposal, Sheet]:
    proposal = load(folder, dict(changes))
    return proposal, calculate(proposal, sensitivity=False)


def heard_elsewhere(home: Path) -> Path:
    """A copy of the proposal of transcripts below a folder, with a model of another vendor that hears if need be."""
    folder = home / "inputs" / "elsewhere"
    shutil.copytree(ROOT / "tests" / "proposals" / "transcription", folder)
    others = "other_vendors: {north: {label: Northwind, source: {vendor: Limits}}}\n"
    models = (folder / "models.yaml").read_text(encoding="utf-8")
    models = models.replace("hear-2:\n", "hear-2:\n  fallback: {ear-9: 50%}\n") + HEARS
    (folder / "models.yaml").write_text(models, encoding="utf-8")
    letter = (folder / "proposal.yaml").read_text(encoding="utf-8")
    (folder / "proposal.yaml").write_text(letter + others, encoding="utf-8")
    return folder
