"""The limits that are asked for, before and after: of the whole request, or of each of its pools.

In: two sides. Out: each limit with its name, title and both values.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from generator.document.record import Recorded
from generator.figures.figure import Figure, Sheet
from generator.inputs import Proposal
from generator.inputs.quantities import unit_of
from generator.review.diff.moved import Both
from generator.units import STATED, Move, Unit, decimals_apart, half_up, write

MOVE = unit_of(Move)
LIMITS: Mapping[str, str] = {
    "request.requests_per_minute": "RPM",
    "request.tokens_per_minute": "TPM",
    "request.uncached_tokens_per_minute": "uncached TPM",
}
"""The limits that are asked for: their figures, and how they are called."""


def limits_of(proposal: Proposal, sheet: Sheet) -> Mapping[str, str]:
    """The limits that a proposal asks for, tokens and work as far as there are any: of each pool, under its label, or
    of the whole request."""
    works = [f"request.work.{unit}.work_per_minute" for unit in proposal.inputs.work_words]
    pools = proposal.inputs.proposal.request.pools.items()
    parts = {f"request.pools.{key}": f"{pool.label} " for key, pool in pools} or {"request": ""}
    names = [(path, name, name.replace("request", path, 1)) for path in parts for name in (*LIMITS, *works)]
    return {at: f"{parts[path]}{LIMITS.get(name) or sheet[at].unit.symbol}" for path, name, at in names if at in sheet}


class Limit(NamedTuple):
    """A limit that is asked for, before and after."""

    name: str
    title: str
    unit: Unit
    old: Fraction
    new: Fraction

    @property
    def old_text(self) -> str:
        """What it was, to the decimals of its unit."""
        return self._text(self.old)

    @property
    def new_text(self) -> str:
        """What it is, to the decimals of its unit."""
        return self._text(self.new)

    @property
    def by(self) -> str:
        """How far it moved, in percent of what it was; from what to what, where it was nothing."""
        if not self.old:
            return f"from {self.old_text} to {self.new_text}"
        text = write((self.new - self.old) / self.old, MOVE)
        return text if self.new < self.old else f"~+{text[1:]}" if text.startswith("~") else f"+{text}"

    @property
    def decimals(self) -> int:
        """With how many decimals it and its contributions are shown, so that they add up and a move is seen."""
        least = self.unit.decimals if any(one.denominator > 1 for one in (self.old, self.new)) else 0
        return decimals_apart(self.old, self.new, least)

    def _text(self, value: Fraction) -> str:
        rounded = half_up(value, self.decimals)
        return f"{'' if rounded == value else '~'}{write(rounded, self.unit, STATED)}"


def limits_between(sides: Both, names: Mapping[str, str]) -> tuple[Limit, ...]:
    """The named limits of both sides, under their titles."""
    before, after = sides.before.sheet, sides.after.sheet
    return tuple(
        Limit(name, title, (after if name in after else before)[name].unit, _of(sides.was, name), _of(after, name))
        for name, title in names.items()
    )


def _of(figures: Mapping[str, Recorded] | Mapping[str, Figure], name: str) -> Fraction:
    """A limit of one side; where that does not ask for it, as of a pool that came or went, it is nothing."""
    return Fraction(figures[name].value if name in figures else 0)
