"""The inputs that a person would try out: those that move the request most, each with what stands in its file.

In: a proposal and its sheet. Out: `Field`s, the one that moves the request most first; and the values of a form as
changes to inputs, or as numbers that may be written to a file.
"""

import re
from collections.abc import Mapping
from pathlib import PurePath
from shlex import quote
from typing import NamedTuple

from generator.document.appendices import labels
from generator.errors import Fault, Place, ProposalError
from generator.figures.figure import Sheet
from generator.figures.sensitivity import by_effect
from generator.inputs import Leaf, Proposal
from generator.inputs.located_yaml import NUMBER
from generator.inputs.numbers import PERCENT

MOST_FIELDS = 8
ENDS = ("low", "likely", "high")
SCALAR = re.compile(r"\"[^\"]*\"|'[^']*'|[^\s,\]}#]+(?:\s?%)?")
"""A value as it stands in a line of YAML."""


class Box(NamedTuple):
    """One number of a field: its path, which end of a range it is, and its text as it stands in the file."""

    path: str
    end: str
    text: str


class Field(NamedTuple):
    """An input: whose it is and what it is called, its sentence, its unit, how far the request moves with it, where it
    stands, and its numbers.
    """

    path: str
    called: str
    says: str
    unit: str
    moves: str
    place: str
    boxes: tuple[Box, ...]


def fields(proposal: Proposal, sheet: Sheet) -> list[Field]:
    """The inputs that move the request most."""
    called = labels(proposal)
    return [
        Field(
            leaf.path, ": ".join(called[leaf.path]), leaf.says, leaf.unit.symbol,
            str(sheet.sensitivity[f"{leaf.path}.effect"]).lstrip("~"), PurePath(leaf.place.short).name,
            _boxes(proposal, leaf),
        )
        for leaf in by_effect(proposal, sheet)[:MOST_FIELDS]
    ]  # fmt: skip


def _boxes(proposal: Proposal, leaf: Leaf) -> tuple[Box, ...]:
    """The numbers of an input: the stated ends of its range, or the one that holds, also where it was measured."""
    measured = any((*leaf.keys, end) in proposal.measured for end in ("value", *ENDS))
    ends = [(end, proposal.places.get((*leaf.keys, end))) for end in ENDS]
    stated = [(end, place) for end, place in ends if place is not None]
    if leaf.quantity.value is None and stated and not measured:
        return tuple(Box(f"{leaf.path}.{end}", end, _text(place)) for end, place in stated)
    place = proposal.places.get((*leaf.keys, "value")) or proposal.places.get(leaf.keys)
    if place is not None and not measured:
        return (Box(leaf.path, "", _text(place)),)
    # No line of the inputs states it.
    value, sign = leaf.quantity.ends[1] * (100 if leaf.unit.percent else 1), "%" if leaf.unit.percent else ""
    return (Box(leaf.path, "", f"{int(value) if value.denominator == 1 else float(value)}{sign}"),)


def _text(place: Place) -> str:
    """The value that begins at a place."""
    found = SCALAR.match(place.text[place.column - 1 :])
    return found[0].strip("'\"") if found else ""


def numbers(proposal: Proposal, changes: Mapping[str, str]) -> dict[tuple[str | int, ...], str]:
    """Changes as numbers by the keys of inputs, to be written to their files.

    Raises ProposalError for a path that is not an input, and for a text that is not a number.
    """
    known = {leaf.path: leaf.keys for leaf in proposal.leaves()}
    known |= {f"{path}.{end}": (*keys, end) for path, keys in known.items() for end in ENDS if (*keys, end) in
              proposal.places}  # fmt: skip
    faults = []
    for path, text in changes.items():
        if path not in known:
            faults.append(Fault(Place(path), "is not an input whose number could be written"))
        elif not NUMBER.fullmatch(text) and not PERCENT.fullmatch(text):
            faults.append(Fault(Place(path), f"{text!r} is not a number", "write anything else into the file by hand"))
    if faults:
        raise ProposalError(faults)
    return {known[path]: text for path, text in changes.items()}


def line(name: str, changes: Mapping[str, str]) -> str:
    """What is typed in a shell to build a proposal with these changes; nothing where there are none."""
    options = [f"--set {quote(f'{path}={text}')}" for path, text in changes.items()]
    return " ".join(["proposal build -p", name, *options]) if options else ""
