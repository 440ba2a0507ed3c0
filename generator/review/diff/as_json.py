"""A difference as data: every value exact, as a decimal, and as it is printed.

In: what was found of each proposal. Out: plain lists and objects for JSON, one a proposal.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from generator.figures.figure import Number
from generator.review.diff.changes import Change
from generator.review.diff.difference import LIMITS, Cause, Diff
from generator.review.diff.moved import Moved, Reworked
from generator.review.diff.told import Told
from generator.review.diff.values import said, value, where
from generator.units import Unit, write


def as_json(found: Sequence[Told]) -> list[dict[str, Any]]:
    """An object for each proposal."""
    return [
        {
            "proposal": one.name,
            "base": one.base,
            "target": one.target,
            "word": one.word,
            "faults": [fault.as_json() for fault in one.faults],
            **(_diff(one.diff) if one.diff else {}),
        }
        for one in found
    ]


def _diff(diff: Diff) -> dict[str, Any]:
    return {
        "limits": [
            {
                "name": one.name,
                "unit": one.unit.symbol,
                "old": _number(one.old, one.unit),
                "new": _number(one.new, one.unit),
            }
            for one in diff.limits
        ],
        "causes": [_cause(one, diff) for one in diff.causes],
        "changes": [_change(one) for one in diff.changes],
        "stays": diff.stays,
        "sampled_orders": diff.orders,
        "grouped_by": diff.grouped_by,
        "guardrails": diff.guardrails,
        "broken": [one.as_json() for one in diff.broken],
        "loosened": [one.as_json() for one in diff.loosened],
        "sentences_gone": list(diff.went),
        "sentences_new": list(diff.came),
        "moved": [_moved(one) for one in diff.moved],
        "new": [_moved(one) for one in diff.new],
        "vanished": [_moved(one) for one in diff.vanished],
        "reworked": [_reworked(one) for one in diff.reworked],
        "since": list(diff.since),
        "stale": diff.stale,
        "reworded": diff.reworded,
        "target_reworded": diff.target_reworded,
    }


def _number(found: Number | None, unit: Unit) -> Any:
    """A value exactly, as a decimal, and as it is printed; a yes/no as it is."""
    if found is None or isinstance(found, bool):
        return found
    return {"exact": str(found), "decimal": float(found), "text": write(found, unit)}


def _cause(cause: Cause, diff: Diff) -> dict[str, Any]:
    units = [one.unit for one in diff.limits]

    def limits(values: Sequence[Fraction]) -> dict[str, Any]:
        return {name: _number(one, unit) for name, one, unit in zip(LIMITS, values, units, strict=False)}

    changes = [one.name for one in cause.changes]
    taken_back = limits(cause.without) if cause.without else None
    return {"changes": changes, "only_jointly": cause.jointly, "effect": limits(cause.shares), "taken_back": taken_back}


def _change(change: Change) -> dict[str, Any]:
    place = where(change)
    sides = {"old": value(change.old), "new": value(change.new)}
    return {
        "kind": change.kind,
        "path": change.name,
        **sides,
        "text": said(change),
        "file": place.file,
        "line": place.line,
    }


def _moved(one: Moved) -> dict[str, Any]:
    sides = {"old": _number(one.old, one.unit), "new": _number(one.new, one.unit)}
    ends = {
        f"{side}_ends": [_number(end, one.unit) for end in both]
        for side, both in zip(("old", "new"), one.ends or (), strict=False)
    }
    shares = [_number(share, one.unit) for share in one.shares]
    figure = {"name": one.name, "section": one.section, "unit": one.unit.symbol}
    return {**figure, **sides, **ends, "contributions": shares, "moved_by": list(one.moved_by)}


def _reworked(one: Reworked) -> dict[str, Any]:
    values = {side: _number(each.value, one.unit) for side, each in (("old", one.old), ("new", one.new))}
    formulas = {"old_formula": one.old.formula, "new_formula": one.new.formula}
    units = {"old_unit": one.old.unit, "new_unit": one.new.unit}
    return {"name": one.name, **values, **formulas, **units}
