"""Sheets and documents of frozen proposals, for tests that look at single figures or sentences of them."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from generator.document.render import Document, render
from generator.figures.figure import Sheet
from generator.figures.sheet import calculate
from generator.inputs import load

MOST_KEPT = 40
"""How many sheets a process keeps for the tests after."""

Changes = Mapping[str, str]


def sheet_of(folder: Path, changes: Changes | None = None) -> Sheet:
    """Every figure of a proposal with some of its inputs changed; not where a formula is made wrong.

    Neither how far the request moves with each input nor chances are worked out: they take most of the time, and
    `calculate` gives them to the tests that ask for them.
    """
    return _sheet(folder, tuple((changes or {}).items()))


def document_of(folder: Path, changes: Changes | None = None) -> Document:
    """The document of a proposal with some of its inputs changed, but for how far each of them moves the request."""
    proposal = load(folder, changes)
    return render(proposal, calculate(proposal, sensitivity=False))


@lru_cache(MOST_KEPT)
def _sheet(folder: Path, changes: tuple[tuple[str, str], ...]) -> Sheet:
    return calculate(load(folder, dict(changes)), sensitivity=False)
