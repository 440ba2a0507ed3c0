"""Variants of a proposal beside it: each worked out whole, with its own values in place of others.

In: the plain values of a proposal, and names of its variants. Out: a record for the proposal as it stands and for each
variant: what it would ask for, by model and in all, its units, its cost, and the chance that more is needed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from generator.errors import USAGE, did_you_mean, refusal
from generator.figures.figure import Figure
from generator.figures.sheet import calculate
from generator.figures.varied import Row
from generator.figures.varied import compared as rows_of
from generator.inputs import Proposal
from generator.inputs.load import validated
from generator.inputs.raw import VARIANTS, Raw, names_of
from generator.inputs.varied import varied
from generator.units import Unit, write

AS_IT_STANDS = "as it stands"


@dataclass(frozen=True)
class Side:
    """The proposal as it stands, or with a variant: its label, why, what it puts, and its figures by row."""

    name: str
    label: str
    why: str
    puts: Mapping[str, tuple[str, str]]
    figures: Mapping[Row, Figure]


def compared(raw: Raw, names: Sequence[str] = ()) -> Iterator[Side]:
    """The proposal as it stands, and then the named variants, or all of them.

    Raises ProposalError (exit code 2) where there is no such variant, and with each fault of a variant at its line.
    """
    base = validated(raw)
    every = base.inputs.variants
    if not every:
        hint = f"write one into {VARIANTS}.yaml: NAME: {{set: {{PATH: VALUE}}}}"
        raise refusal(raw.name, "has no variants", hint, USAGE)
    for name in names:
        if name not in every:
            raise refusal(name, "there is no such variant", did_you_mean(name, every), USAGE)
    yield Side("", AS_IT_STANDS, "", {}, figures_of(base))
    for name in names or every:
        one = every[name]
        other, put = varied(raw, base.inputs, name)
        puts = {}
        for path, value in put.items():
            stands: Any = raw.values
            for key in names_of(raw.places).get(path, ()):
                stands = stands[key]
            puts[path] = ("left out" if stands is raw.values else _text(stands), _text(value))
        yield Side(name, one.label, str(one.why or ""), puts, figures_of(validated(other)))


def figures_of(proposal: Proposal) -> Mapping[Row, Figure]:
    """What a proposal comes to, row by row; a row that it has no figure for is left out."""
    chances = getattr(proposal.inputs.proposal.request, "chances", None) is not None
    return rows_of(proposal.inputs, calculate(proposal, sensitivity=chances))


def _text(value: Any) -> str:
    """A plain value as it is typed."""
    if isinstance(value, dict):
        held = {key: one for key, one in value.items() if key not in ("source", "label")}
        inside = ", ".join(f"{key}: {_text(one)}" for key, one in held.items())
        return _text(held["value"]) if set(held) == {"value"} else f"{{{inside}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_text, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    return write(value, Unit("", "dimensionless", 6)).lstrip("~") if isinstance(value, Fraction) else str(value)
