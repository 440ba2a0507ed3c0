"""The guardrails and figures of another side under today's names: what was guarded under an old name stays guarded.

In: the inputs of a side, and the inputs of today. Out: the side, as it would have been written with today's names.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from generator.inputs.raw import Raw
from generator.review.diff.changes import changes_between, renames_of
from generator.review.diff.renames import Renamed, name_today, names_of_figures
from generator.review.terms import At, Side


def followed(at: At, target: Raw) -> At:
    """The same sides under today's names."""

    def under_todays_names(name: str) -> Side:
        side = at(name)
        names = _names(side.raw, target)
        if side.raw is None or not names:
            return side
        figures = {name_today(old, names): one for old, one in (side.figures or {}).items()}
        return side._replace(raw=_guarding(side.raw, names), figures=None if side.figures is None else figures)

    return under_todays_names


def guarded_today(base: Raw, target: Raw) -> Raw:
    """The base, its guardrails under today's names."""
    return _guarding(base, _names(base, target))


def _names(base: Raw | None, target: Raw) -> list[Renamed]:
    """How the figures of renamed entities are called; none where the inputs of a side cannot be read."""
    if base is None or base.faults or target.faults:
        return []
    return names_of_figures(renames_of(changes_between(base, target)), base)


def _guarding(raw: Raw, names: Sequence[Renamed]) -> Raw:
    proposal: dict[str, Any] = raw.values["proposal"] if names else {}
    if not isinstance(proposal.get("guardrails"), list):
        return raw
    rails = [_rail(rail, names) for rail in proposal["guardrails"]]
    return replace(raw, values={**raw.values, "proposal": {**proposal, "guardrails": rails}})


def _rail(rail: Any, names: Sequence[Renamed]) -> Any:
    figure = rail.get("figure") if isinstance(rail, dict) else None
    return {**rail, "figure": name_today(figure, names)} if isinstance(figure, str) else rail
