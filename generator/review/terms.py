"""What a side holds a proposal to: its guardrails, and what it says the vendor holds.

In: the inputs of a side, or a revision to read them at with the figures that were committed. Out: its limits, one by
one; and of two sides what the one holds to and the other does not.
"""

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple, TypeAlias

from pydantic import ValidationError

from generator.document.record import Recorded, from_text
from generator.errors import UNREACHED, Fault, Place, ProposalError
from generator.figures.figure import Sheet
from generator.files import MOST_INPUT
from generator.git import GitError, Why, commit_of, file_at, files_at, repository
from generator.inputs import Proposal
from generator.inputs.guardrail import Guardrail
from generator.inputs.raw import FILES, Raw, read
from generator.units import Unit, write

AT_MOST, AT_LEAST, CHANGE = "at_most", "at_least", "largest_change"
WORDS = {AT_MOST: "at most", AT_LEAST: "at least", CHANGE: "a change of at most"}
SHARE = Unit("", "dimensionless", percent=True)
HASH = re.compile(r"[0-9a-f]{7,64}")


class Side(NamedTuple):
    """What a proposal is held against: the inputs and the committed figures of a revision, where it has them."""

    title: str
    raw: Raw | None = None
    figures: Mapping[str, Recorded] | None = None


At: TypeAlias = Callable[[str], Side]
"""The side of what was sent, by its tag or hash; by no name the base. Raises ProposalError where it cannot be read."""


class Limit(NamedTuple):
    """One limit of a guardrail; `base` is the title of the side whose it is, where it is not the proposal's own."""

    figure: str
    kind: str
    value: Fraction
    reason: str
    place: Place
    sent: str = ""
    base: str = ""

    def text(self, sheet: Sheet) -> str:
        """The limit in words, in the unit of its figure, where that is known."""
        figure = sheet.get(self.figure)
        unit = SHARE if figure is None or self.kind == CHANGE else figure.unit
        return f"{WORDS[self.kind]} {write(self.value, unit)}"

    def keeps(self, other: "Limit") -> bool:
        """Whether it holds a figure at least as tightly as another, measured by the same."""
        same = (self.figure, self.kind) == (other.figure, other.kind)
        if not same or (self.kind == CHANGE and self.sent != other.sent):
            return False
        return self.value >= other.value if self.kind == AT_LEAST else self.value <= other.value


class Terms(NamedTuple):
    """What one side holds a proposal to: its limits, and what it says was sent."""

    limits: tuple[Limit, ...]
    sent: str


class Loosened(NamedTuple):
    """A guardrail of the base that the target does not hold as tightly, in words."""

    figure: str
    says: str
    place: Place


def at_revisions(folder: Path, output: Path, base: str) -> At:
    """Reads the sides of the proposal in `folder`, whose files are in `output`, from git."""

    def at(sent: str) -> Side:
        if not sent:
            return _side(folder, output, base, base)
        try:
            return _side(folder, output, sent if HASH.fullmatch(sent) else f"refs/tags/{sent}", sent)
        except GitError as error:
            what, hint = error.why.value
            if error.why in (Why.NO_REVISION, Why.SHALLOW):
                what, hint = "was sent, and there is no such tag or commit in this clone", "run: git fetch --tags"
            raise ProposalError([Fault(Place(sent), what, hint)], UNREACHED) from None

    return at


def _side(folder: Path, output: Path, revision: str, title: str) -> Side:
    root = Path(os.path.abspath(folder)).parents[1]  # noqa: PTH100  # it takes out `..`, and follows no link
    try:
        commit = commit_of(repository(root), revision)
    except GitError as error:
        if error.why == Why.NO_COMMIT:
            return Side(title)
        raise
    texts = files_at(repository(root), commit, folder, [f"{name}.yaml" for name in FILES], MOST_INPUT)
    path = output / f"{folder.name}.figures.json"
    text = file_at(repository(output.parent), commit, path)
    return Side(
        title,
        read(Path(f"{title}:{folder}"), {}, texts) if texts else None,
        None if text is None else from_text(text, f"{title}:{path.name}").figures,
    )


def terms(raw: Raw, base: str = "") -> Terms:
    """What a side holds a proposal to. Raises ProposalError (exit code 5) where it cannot be read."""
    held = raw.values.get("proposal")
    if held is None:
        raise ProposalError(raw.faults, UNREACHED)
    limits: list[Limit] = []
    for index, item in enumerate(held.get("guardrails", ())):
        place = raw.places.get(("proposal", "guardrails", index), Place(base))
        try:
            limits += _limits(Guardrail.model_validate(item), place, str(held.get("sent", "")), base)
        except ValidationError:
            raise ProposalError([Fault(place, "is no guardrail that can be read")], UNREACHED) from None
    return Terms(tuple(limits), str(held.get("sent", "")))


def _limits(rail: Guardrail, place: Place, sent: str, base: str = "") -> Iterator[Limit]:
    for kind in WORDS:
        value = getattr(rail, kind)
        if value is not None:
            yield Limit(rail.figure, kind, value, rail.reason, place, sent, base)


def own_terms(proposal: Proposal) -> Terms:
    """What a valid proposal holds itself to."""
    document = proposal.inputs.proposal
    sent = document.sent or ""
    rails = enumerate(document.guardrails)
    limits = (_limits(rail, proposal.place(("proposal", "guardrails", index)), sent) for index, rail in rails)
    return Terms(tuple(limit for each in limits for limit in each), sent)


def loosened(base: Raw, target: Raw, sheet: Sheet) -> tuple[Loosened, ...]:
    """What the base held the proposal to and the target does not, or not as tightly; `sheet` is the target's.

    Raises ProposalError where the guardrails of a side cannot be read.
    """
    before, after = terms(base), terms(target)
    new, found = _tightest(after.limits), []
    if before.sent not in ("", after.sent):
        by = f"{after.sent}, no longer by" if after.sent else "the base of each change, no longer by"
        place = target.places.get(("proposal", "sent"), base.places[("proposal", "sent")])
        found.append(Loosened("", f"changes are measured by {by} {before.sent}", place))
    for key, was in _tightest(before.limits).items():
        now = new.get(key)
        if now is None:
            found.append(Loosened(was.figure, f"{was.figure}: {was.text(sheet)} is removed", was.place))
        elif not now._replace(sent=was.sent).keeps(was):
            says = f"{was.figure}: {was.text(sheet)} is loosened to {now.text(sheet)}"
            found.append(Loosened(was.figure, says, now.place))
    return tuple(found)


def _tightest(limits: Sequence[Limit]) -> dict[tuple[str, str], Limit]:
    """The one limit of each kind that holds each figure."""
    found: dict[tuple[str, str], Limit] = {}
    for one in limits:
        key = one.figure, one.kind
        if key not in found or not found[key].keeps(one):
            found[key] = one
    return found
