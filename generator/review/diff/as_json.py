"""A difference as data: every value exact, as a decimal, and as it is printed.

In: what was found of each proposal. Out: plain lists and objects for JSON, one a proposal.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from generator.figures.figure import Number
from generator.review.diff.changes import Change
from generator.review.diff.difference import Cause, Diff
from generator.review.diff.limits import Limit
from generator.review.diff.moved import Moved, Reworked
from generator.review.diff.report import Told
from generator.review.diff.values import said, value
from generator.units import Unit, write

AS_THEY_ARE = ("stays", "grouped_by", "guardrails", "since", "stale", "reworded", "target_reworded")


def as_json(found: Sequence[Told]) -> list[dict[str, Any]]:
    """An object for each proposal."""
    return [
        {"proposal": one.name, "base": one.base, "target": one.target, "word": one.word}
        | {"faults": [fault.as_json() for fault in one.faults]}
        | (_diff(one.diff) if one.diff else {})
        for one in found
    ]


def _diff(diff: Diff) -> dict[str, Any]:
    return {name: getattr(diff, name) for name in AS_THEY_ARE} | {
        "limits": [{"name": one.name, "unit": one.unit.symbol} | _sides(one) for one in diff.limits],
        "causes": [_cause(one, diff) for one in diff.causes],
        "changes": [_change(one) for one in diff.changes],
        "sampled_orders": diff.orders,
        "broken": [one.as_json() for one in diff.broken],
        "loosened": [one.as_json() for one in diff.loosened],
        "sentences_gone": diff.went,
        "sentences_new": diff.came,
        **{key: [_moved(one) for one in getattr(diff, key)] for key in ("moved", "simulated", "new", "vanished")},
        "reworked": [_reworked(one) for one in diff.reworked],
    }


def _number(found: Number | None, unit: Unit) -> Any:
    """A value exactly, as a decimal, and as it is printed; a yes/no as it is."""
    if found is None or isinstance(found, bool):
        return found
    return {"exact": str(found), "decimal": float(found), "text": write(found, unit)}


def _sides(one: Limit | Moved) -> dict[str, Any]:
    return {"old": _number(one.old, one.unit), "new": _number(one.new, one.unit)}


def _cause(cause: Cause, diff: Diff) -> dict[str, Any]:
    def limits(values: Sequence[Fraction]) -> dict[str, Any]:
        return {one.name: _number(value, one.unit) for one, value in zip(diff.limits, values, strict=True)}

    return {
        "changes": [one.name for one in cause.changes],
        "only_jointly": cause.jointly,
        "effect": limits(cause.shares),
        "taken_back": limits(cause.without) if cause.without else None,
    }


def _change(change: Change) -> dict[str, Any]:
    sides = {"old": value(change.old), "new": value(change.new), "text": said(change)}
    return {"kind": change.kind, "path": change.name, **sides, "file": change.place.file, "line": change.place.line}


def _moved(one: Moved) -> dict[str, Any]:
    sides = zip(("old_ends", "new_ends"), one.ends or (), strict=False)
    ends = {side: [_number(end, one.unit) for end in both] for side, both in sides}
    figure = {"name": one.name, "section": one.section, "unit": one.unit.symbol, **_sides(one), **ends}
    return {**figure, "contributions": [_number(share, one.unit) for share in one.shares], "moved_by": one.moved_by}


def _reworked(one: Reworked) -> dict[str, Any]:
    found: dict[str, Any] = {"name": one.name}
    for side, each in (("old", one.old), ("new", one.new)):
        found[side] = _number(each.value, one.unit)
        found |= {f"{side}_formula": each.formula, f"{side}_unit": each.unit}
    return found
