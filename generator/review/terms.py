"""What a side holds a proposal to: its guardrails, and what it says the vendor holds.

In: the inputs of a side, or a revision to read them at with the figures that were committed. Out: its limits, one by
one; and of two sides what the one holds to and the other does not.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple, TypeAlias

from generator.document.record import Recorded
from generator.errors import UNREACHED, Fault, Place, ProposalError, refusal
from generator.figures.figure import Sheet
from generator.git import GitError, Why
from generator.inputs.entry import MisfitError
from generator.inputs.guardrail import Guardrail, MeasuredLimit
from generator.inputs.numbers import InPercent
from generator.inputs.raw import Raw
from generator.inputs.reading import read_as
from generator.review.sides import HASH, Past, at_revision
from generator.units import Unit, write

AT_MOST, AT_LEAST, CHANGE, DRIFT = "at_most", "at_least", "largest_change", "largest_drift"
WORDS = {AT_MOST: "at most", AT_LEAST: "at least", CHANGE: "a change of at most", DRIFT: "a drift of at most"}
PLAIN = Unit("", "dimensionless", 2)
SHARE = Unit("", "dimensionless", percent=True)


class Before(NamedTuple):
    """What a proposal is held against: the inputs and the committed figures of a revision, where it has them."""

    title: str
    raw: Raw | None = None
    figures: Mapping[str, Recorded] | None = None


At: TypeAlias = Callable[[str], Before]
"""What was sent, by its tag or hash; by no name the base. Raises ProposalError where it cannot be read."""


def at_revisions(folder: Path, past: Past, base: str) -> At:
    """Reads what the proposal in `folder` is held against from git."""

    def at(sent: str) -> Before:
        try:
            found = at_revision(folder, sent if HASH.fullmatch(sent) else f"refs/tags/{sent}" if sent else base, past)
        except GitError as error:
            if not sent and error.why == Why.NO_COMMIT:
                return Before(base)
            if not sent:
                raise
            ((_, what, hint),) = error.faults
            if error.why in (Why.NO_REVISION, Why.SHALLOW):
                what, hint = "was sent, and there is no such tag or commit in this clone", "run: git fetch --tags"
            raise refusal(sent, what, hint, UNREACHED) from None
        record = found.committed(past.output) if found else None
        return Before(sent or base, found.raw if found else None, record.figures if record else None)

    return at


class Limit(NamedTuple):
    """One limit of a guardrail; `base` is the title of the side whose it is, where it is not the proposal's own.

    `near` is the measured value that the figure is to stay near, of a drift alone.
    """

    figure: str
    kind: str
    value: Fraction
    reason: str
    place: Place
    sent: str = ""
    base: str = ""
    near: MeasuredLimit | None = None

    def sides(self) -> "tuple[Limit, ...]":
        """It as limits of the figure alone: nearness to what was measured is one on both sides of that."""
        if self.near is None:
            return (self,)
        value, unit = self.near.value, SHARE if isinstance(self.near.value, InPercent) else PLAIN
        reason = f"{self.reason} It was measured as {write(value, unit)}: {self.near.name}."
        return tuple(
            self._replace(kind=kind, value=type(value)(value * (1 + way * self.value)), reason=reason, near=None)
            for kind, way in ((AT_MOST, 1), (AT_LEAST, -1))
        )

    def text(self, sheet: Sheet) -> str:
        """The limit in words, in the unit of its figure, where that is known."""
        figure = sheet.get(self.figure)
        unit = SHARE if figure is None or self.kind in (CHANGE, DRIFT) else figure.unit
        return f"{WORDS[self.kind]} {write(self.value, unit)}" + (f" from {self.near.name}" if self.near else "")

    def keeps(self, other: "Limit") -> bool:
        """Whether it holds a figure at least as tightly as another, measured by the same."""
        # What was measured may be another number since: it is the same by its name.
        near = self.near == other.near or (self.near and other.near and self.near.name == other.near.name)
        if (self.figure, self.kind) != (other.figure, other.kind) or not near:
            return False
        if self.kind == CHANGE and self.sent != other.sent:
            return False
        return self.value >= other.value if self.kind == AT_LEAST else self.value <= other.value


def terms(raw: Raw, base: str = "") -> tuple[list[Limit], str]:
    """What a side holds a proposal to, and what it says was sent.

    Raises ProposalError (exit code 5) where it cannot be read.
    """
    held = raw.values.get("proposal")
    if held is None:
        raise ProposalError(raw.faults, UNREACHED)
    sent, limits = str(held.get("sent", "")), list[Limit]()
    for index, item in enumerate(held.get("guardrails", ())):
        place = raw.places.get(("proposal", "guardrails", index), Place(base))
        try:
            rail = read_as(Guardrail, item)
        except MisfitError:
            raise refusal(place, "cannot be read as a guardrail", code=UNREACHED) from None
        kinds = ((kind, most) for kind in WORDS if (most := getattr(rail, kind)) is not None)
        near = {DRIFT: rail.measured}
        limits += [Limit(rail.figure, one, most, rail.reason, place, sent, base, near.get(one)) for one, most in kinds]
    return limits, sent


def loosened(base: Raw, target: Raw, sheet: Sheet) -> tuple[Fault, ...]:
    """What the base held the proposal to and the target does not, or not as tightly; `sheet` is the target's.

    Raises ProposalError where the guardrails of a side cannot be read.
    """
    (before, was_sent), (after, sent) = terms(base), terms(target)
    new, found = _tightest(after), []
    if was_sent not in ("", sent):
        by = f"{sent}, no longer by" if sent else "the base of each change, no longer by"
        place = target.places.get(("proposal", "sent"), base.places[("proposal", "sent")])
        found.append(Fault(place, f"changes are measured by {by} {was_sent}"))
    for key, was in _tightest(before).items():
        now = new.get(key) or next((one for one in after if (one.figure, one.kind) == key[:2]), None)
        if now is None:
            found.append(Fault(was.place, f"{was.figure}: {was.text(sheet)} is removed"))
        elif not now._replace(sent=was.sent).keeps(was):
            found.append(Fault(now.place, f"{was.figure}: {was.text(sheet)} is loosened to {now.text(sheet)}"))
    return tuple(found)


def _tightest(limits: Sequence[Limit]) -> dict[tuple[str, str, str], Limit]:
    """The one limit of each kind that holds each figure; of drifts the one from each measured value."""
    found: dict[tuple[str, str, str], Limit] = {}
    for one in limits:
        key = one.figure, one.kind, one.near.name if one.near else ""
        if key not in found or not found[key].keeps(one):
            found[key] = one
    return found
