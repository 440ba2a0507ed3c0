"""Which changes moved a figure: each is taken back alone, and the one that takes the figure back farthest comes first.

In: the inputs of today, a side to compare them with, and a figure. Out: the names of the changes. Only a guardrail that
is broken asks for them.
"""

from copy import deepcopy
from fractions import Fraction
from typing import Any

from generator.errors import FormulaError, ProposalError
from generator.figures.figure import Number
from generator.figures.sheet import calculate
from generator.inputs.load import validated
from generator.inputs.raw import Raw
from generator.review.diff.changes import ADDED, RENAMED, REORDERED, Change, changes_between
from generator.review.guardrails import Causes
from generator.review.terms import Side

MOST = 40
"""So many changes are taken back at the most, each with a sheet of its own; what comes after them is not looked at."""


def movers(target: Raw) -> Causes:
    """Names the changes since a side that move a figure of the target, the largest first.

    Where none does by itself, all that may have done it together are named.
    """

    def causes(side: Side, name: str) -> list[str]:
        if side.raw is None or side.raw.faults:
            return []
        now = _value(target, name)
        changes = [one for one in changes_between(side.raw, target) if one.kind not in (RENAMED, REORDERED)]
        moving = [one for one in changes if not one.words][:MOST]
        far = {one.name: _distance(now, _value(_without(target, one), name)) for one in moving}
        alone = sorted((name for name, by in far.items() if by), key=lambda name: -(far[name] or 0))
        together = [name for name, by in far.items() if by is None]
        return [*alone, *together] or [*far]

    return causes


def _without(target: Raw, change: Change) -> Raw:
    """The target with a change taken back."""
    values = deepcopy(dict(target.values))
    holder: Any = values
    for part in change.path[:-1]:
        holder = holder.setdefault(part, {})
    if change.kind == ADDED:
        del holder[change.path[-1]]
    else:
        holder[change.path[-1]] = deepcopy(change.old)
    return Raw(target.name, values, {**target.places, change.path: change.was})


def _value(raw: Raw, name: str) -> Number | None:
    """A figure of some inputs; None where these are not valid or have no such figure."""
    try:
        figure = calculate(validated(raw), sensitivity=False).get(name)
    except (ProposalError, FormulaError):
        return None
    return None if figure is None else figure.value


def _distance(now: Number | None, before: Number | None) -> Fraction | None:
    return None if now is None or before is None else abs(Fraction(now) - Fraction(before))
