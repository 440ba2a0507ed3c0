"""What was found of a proposal, and what is to be said of it beside its table, in plain sentences.

In: a diff. Out: sentences, the weightiest first.
"""

from collections.abc import Iterator
from typing import NamedTuple

from generator.errors import Fault, listed
from generator.inputs.quantities import unit_of
from generator.review.diff.difference import Diff, Limit
from generator.units import Move, counted, write

MOST_FILES, MOVE = 5, unit_of(Move)
STALE = "What was committed with the base is stale: its inputs give something else, which is compared here."
TARGET_REWORDED = "By today's templates and formulas, which gave its figures here, the target's document is another."
REWORDED = "By today's templates and formulas, the base's own document reads otherwise."


class Told(NamedTuple):
    """What was found of a proposal: how its sides are called, a word where one alone has it, its difference, faults."""

    name: str
    base: str = ""
    target: str = ""
    word: str = ""
    diff: Diff | None = None
    faults: tuple[Fault, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether there is a difference to tell."""
        return bool(self.word or self.faults or (self.diff and not self.diff.empty))

    @property
    def comments(self) -> bool:
        """Whether a reviewer is to be told."""
        return bool(self.word or self.faults or self.on_figures)

    @property
    def on_figures(self) -> bool:
        """Whether there is more to tell than that the proposal came, went, or cannot be worked out."""
        diff = self.diff
        return diff is not None and bool(diff.moves or diff.reworked or diff.loosened or diff.broken)


def notes(diff: Diff) -> Iterator[str]:
    """Why the request stays, how contributions were worked out, and what was committed."""
    if diff.stays:
        yield diff.stays
    if diff.grouped_by:
        yield f"Changes are taken together by {diff.grouped_by}: single ones are beyond the budget of mixtures."
    if diff.orders:
        yield f"What {len(diff.causes)} causes contributed is the mean over a sample of {diff.orders} orders."
    if diff.stale:
        yield STALE
    if diff.reworded:
        yield f"{REWORDED} Changed since: {listed(diff.since, MOST_FILES)}." if diff.since else REWORDED
    if diff.target_reworded:
        yield TARGET_REWORDED


def counts(diff: Diff) -> str:
    """How many figures of the document moved, came, went and were reworked."""
    numbers = {
        "moved": len(diff.moved),
        "new": len(diff.new),
        "gone": len(diff.vanished),
        "by another formula or unit": len(diff.reworked),
    }
    said = [f"{number:,} {what}" for what, number in numbers.items() if number]
    return f"Figures of the document: {', '.join(said)}." if said else "No figure of the document moved."


def headline(diff: Diff) -> str:
    """What became of the request, in a line."""
    moved = [f"{one.title} {_percent(one)}" for one in diff.limits if one.old != one.new]
    return f"the request moves: {', '.join(moved)}" if moved else "the request stays"


def _percent(limit: Limit) -> str:
    """How far a limit moved, in percent of what it was."""
    if not limit.old:
        return f"from {limit.old_text} to {limit.new_text}"
    text = write((limit.new - limit.old) / limit.old, MOVE)
    return text if limit.new < limit.old else f"~+{text[1:]}" if text.startswith("~") else f"+{text}"


def number_of(changes: int) -> str:
    """So many changes, in words."""
    return counted(f"{changes:,}", "changes")
