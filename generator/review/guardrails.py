"""What figures must keep to: limits, and how far they may move from what was committed.

In: a proposal, its sheet, and the figures that a change is measured by. Out: what is said of the guardrails, and a
fault for each that is broken.
"""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path

from generator.document.record import Record, Recorded, from_text
from generator.errors import Fault, ProposalError, did_you_mean, listed
from generator.figures.figure import LISTED, Figure, Sheet, ancestors
from generator.git import GitError, Why, file_at, repository
from generator.inputs import Proposal
from generator.inputs.proposal import Guardrail
from generator.units import Unit, half_up, write

MOST_NAMED = 3


def committed(output: Path, name: str, revision: str) -> Record | None:
    """The figures that were committed at a revision, no figure where there was no such file.

    None outside a repository and before its first commit, where the files as they are stand for it. Raises GitError
    where git cannot tell.
    """
    path = output / f"{name}.figures.json"
    try:
        text = file_at(repository(output.parent), revision, path)
    except GitError as error:
        if error.why in (Why.NO_REPOSITORY, Why.NO_COMMIT):
            return None
        raise
    if text is None:
        return Record("", {})
    return from_text(text, f"{revision}:{path.name}")


def guarded(
    proposal: Proposal, sheet: Sheet, against: Callable[[], Record | None], record: Record | None
) -> tuple[str, tuple[Fault, ...]]:
    """What is said of all guardrails, and the faults. `against` is read only where a change is to be measured."""
    rails = proposal.inputs.proposal.guardrails
    changes = {rail.figure for rail in rails if rail.largest_change is not None and rail.figure in sheet}
    faults: list[Fault] = []
    old, unread = _measured_by(against, record) if changes else ({}, ())
    for index, rail in enumerate(rails):
        place, figure = proposal.place(("proposal", "guardrails", index)), sheet.get(rail.figure)
        if figure is None or isinstance(figure.value, bool):
            what = f"there is no figure {rail.figure} to guard" if figure is None else f"{rail.figure} is a yes/no"
            faults.append(Fault(place, what, _closest(rail, sheet)))
        else:
            faults += [Fault(place, what, rail.reason) for what in _broken(rail, figure, old)]
    says = f"{len(faults)} broken" if faults else f"{len(rails)} held" if rails else "none are set"
    unmeasured = changes - old.keys()
    apart = f", but the change of {listed(sorted(unmeasured), 1)}: no committed figure to measure it by"
    return says + (apart if unmeasured else ""), (*faults, *unread)


def _measured_by(
    against: Callable[[], Record | None], record: Record | None
) -> tuple[Mapping[str, Recorded], tuple[Fault, ...]]:
    """The figures to measure a change by, or none of them and why they cannot be read."""
    try:
        before = against() or record
    except ProposalError as error:
        return {}, error.faults
    return before.figures if before else {}, ()


def _closest(rail: Guardrail, sheet: Sheet) -> str:
    numbers = [name for name, figure in sheet.items() if not isinstance(figure.value, bool)]
    return did_you_mean(rail.figure, numbers) or LISTED


def _broken(rail: Guardrail, figure: Figure, before: Mapping[str, Recorded]) -> Iterator[str]:
    on, old = f"; {_rests(figure, before)}", before.get(rail.figure)
    if rail.at_most is not None and figure.value > rail.at_most:
        yield f"{rail.figure} is {figure}, above its limit of {write(rail.at_most, figure.unit)}{on}"
    if rail.at_least is not None and figure.value < rail.at_least:
        yield f"{rail.figure} is {figure}, below its limit of {write(rail.at_least, figure.unit)}{on}"
    if rail.largest_change is None or old is None or old.value == figure.value:
        return
    if not old.value:
        yield f"{rail.figure} moved from {write(old.value, figure.unit)} to {figure}, of which no change is a share{on}"
        return
    change = abs(Fraction(figure.value) - old.value) / abs(Fraction(old.value))
    if change > rail.largest_change:
        by, limit = _percent_apart(change, rail.largest_change)
        yield f"{rail.figure} moved from {write(old.value, figure.unit)} to {figure}, by {by}, more than {limit}{on}"


def _percent_apart(change: Fraction, limit: Fraction) -> tuple[str, str]:
    """A change and the limit that it is above, in percent, with as many decimals as they need to differ."""
    decimals = 1
    while half_up(change * 100, decimals) == half_up(limit * 100, decimals):
        decimals += 1
    percent = Unit("", "dimensionless", decimals, percent=True)
    return write(change, percent), write(limit, percent)


def _rests(figure: Figure, before: Mapping[str, Recorded]) -> str:
    """The first inputs that a figure rests on, and how many more, those that changed alone where any did."""
    inputs = {name: one for name, one in ancestors(figure).items() if one.origin and one.origin.place.text}
    changed = [name for name, one in inputs.items() if name in before and before[name].value != one.value]
    return f"changed: {listed(changed, MOST_NAMED)}" if changed else f"it rests on {listed([*inputs], MOST_NAMED)}"
