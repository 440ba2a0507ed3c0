"""The Cerebras inputs with edits made to their files, for the tests of what a difference is."""

from pathlib import Path

from generator.figures.asking import LIMITS
from generator.figures.sheet import calculate
from generator.inputs.load import validated
from generator.inputs.raw import Raw, read
from generator.print.product import make
from generator.review.diff.causes import planned
from generator.review.diff.changes import changes_between
from generator.review.diff.mixtures import Mixtures
from tests.conftest import CEREBRAS
from tests.remember import remembering

TEXTS = {path.name: path.read_text(encoding="utf-8") for path in CEREBRAS.glob("*.yaml")}


def raw(*edits: tuple[str, str, str]) -> Raw:
    """The Cerebras inputs with texts of their files replaced: (file, old, new)."""
    texts = dict(TEXTS)
    for file, old, new in edits:
        assert old in texts[f"{file}.yaml"], old
        texts[f"{file}.yaml"] = texts[f"{file}.yaml"].replace(old, new)
    return read(Path("edited/cerebras-2026"), {}, texts)


BASE = raw()
CALL = """  calls:
    summary:
      label: Summary
      model: llama-4
      input_tokens: 900
      output_tokens: 100
"""
MODEL = "llama-4: {reservation: secondary, role: Summary, purpose: Sums up., source: {stated: trial}}\n\n"
ADDED = (("page_profiles", "  calls:\n", CALL), ("models", "gpt-oss-120b:\n", f"{MODEL}gpt-oss-120b:\n"))


CONFLICT = {"scenarios.production.month.hours_per_day": "14", "scenarios.production.page_views_per_site": "1200000"}
"""Each alone leaves the request at 7,350 requests a minute, for a step of rounding takes it up; both make 7,700."""

calculated, made = remembering(calculate), remembering(make)


def put(changes: dict[str, str]) -> Raw:
    """The Cerebras inputs with values put in."""
    return read(CEREBRAS, changes)


def mixtures(base: Raw, target: Raw) -> Mixtures:
    """The mixtures of two sides."""
    before, after = (calculated(validated(one), sensitivity=False) for one in (base, target))
    return Mixtures(base, target, changes_between(base, target), before, after)


def causes(base: Raw, target: Raw) -> list[list[str]]:
    """The changes of each cause, by their paths."""
    found = mixtures(base, target)
    every = planned(found, tuple(LIMITS)).causes
    return [[one.name for bit, one in enumerate(found.moving) if cause >> bit & 1] for cause in every]
