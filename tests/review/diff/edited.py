"""The Cerebras inputs, and the small ones, with edits made to their files: for the tests of what a difference is."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.figures.asking import LIMITS
from generator.inputs.load import validated
from generator.inputs.raw import Raw, read
from generator.review.diff.causes import planned
from generator.review.diff.changes import changes_between
from generator.review.diff.mixtures import Mixtures
from tests.conftest import CEREBRAS, SMALL
from tests.remember import calculated

TEXTS, SMALL_TEXTS = (
    {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.yaml")} for folder in (CEREBRAS, SMALL)
)

Edit = tuple[str, str, str]
"""The file, the old text and the new one."""


def raw(*edits: Edit) -> Raw:
    """The Cerebras inputs with texts of their files replaced."""
    return read(Path("edited/cerebras-2026"), {}, edited(TEXTS, edits))


def desk(*edits: Edit) -> Raw:
    """The small inputs with texts of their files replaced: a tenth of the figures, where a claim is of any inputs."""
    return read(Path("edited/small"), {}, edited(SMALL_TEXTS, edits))


def edited(texts: Mapping[str, str], edits: Iterable[Edit]) -> dict[str, str]:
    """The files with texts of them replaced."""
    after = dict(texts)
    for file, old, new in edits:
        assert old in after[f"{file}.yaml"], old
        after[f"{file}.yaml"] = after[f"{file}.yaml"].replace(old, new)
    return after


BASE, DESK = raw(), desk()
CALL = """  calls:
    summary:
      label: Summary
      model: llama-4
      input_tokens: 900
      output_tokens: 100
"""
MODEL = "llama-4: {reservation: secondary, role: Summary, purpose: Sums up., source: {stated: trial}}\n\n"
ADDED = (("page_profiles", "  calls:\n", CALL), ("models", "gpt-oss-120b:\n", f"{MODEL}gpt-oss-120b:\n"))
ADDED_TO_DESK = (ADDED[0], ("models", "quill-2:\n", f"{MODEL}quill-2:\n"))
CACHED: tuple[Edit, ...] = (
    ("page_profiles", "  calls:\n", "  components:\n    opening: {label: Opening, tokens: 2560}\n  calls:\n"),
    ("page_profiles", "      model: quill-2\n", "      model: quill-2\n      begins_with: [opening]\n"),
    ("caching", "hit_rate: 0%", "hit_rate: 50%"),
)
"""What the small inputs' one prompt begins with is cached half the time."""
STAND = """stand:
  label: Stand
  page_profile: letter
  source: {assumed: so}
  sites: 1
  load_cases:
    late: {label: Late, description: In the evening., pages_per_minute: 50}
desk:
"""
LATE: tuple[Edit, ...] = (
    ("scenarios", "desk:\n", STAND),
    ("proposal", "case: desk.open\n", "case: desk.open\n  beside: {stand.late: {included: false}}\n"),
)
"""A second scenario of the small inputs, whose load case stands beside what is asked for."""

ANSWER = "page_profiles.letter.calls.answer"
SITES, RATE = "scenarios.desk.sites", "scenarios.desk.sustained.pages_per_minute_per_site"
STEP = {"scenarios.desk.load_cases.open.rounding_step": "{value: 100, source: {assumed: so}}"}
STEPPED = {**STEP, SITES: "40", RATE: "33"}
MOVES = {
    SITES: "12",
    RATE: "400",
    f"{ANSWER}.input_tokens": "7000",
    f"{ANSWER}.output_tokens": "600",
    f"{ANSWER}.requests_per_page": "{value: 2, source: {assumed: so}}",
    "caching.prefix_cache.hit_rate": "40%",
}
"""Values of the small inputs that may be others."""
CONFLICT = {SITES: "42", RATE: "34"}
"""Each alone leaves the request at 1,400 requests a minute, for a step of rounding takes it up; both make 1,500."""


def put(changes: Mapping[str, str], folder: Path = CEREBRAS) -> Raw:
    """The Cerebras inputs, or others, with values put in."""
    return read(folder, changes)


def mixtures(base: Raw, target: Raw) -> Mixtures:
    """The mixtures of two sides."""
    before, after = (calculated(validated(one), sensitivity=False) for one in (base, target))
    return Mixtures(base, target, changes_between(base, target), before, after)


def causes(base: Raw, target: Raw) -> list[list[str]]:
    """The changes of each cause, by their paths."""
    found = mixtures(base, target)
    every = planned(found, tuple(LIMITS)).causes
    return [[one.name for bit, one in enumerate(found.moving) if cause >> bit & 1] for cause in every]
