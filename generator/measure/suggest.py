"""How far what is stated is from what was measured, and which inputs could name a measured value.

In: a proposal. Out: `Beside`s: an input, what is stated, what was measured, and how far the request would move, the
largest first.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from generator.errors import ProposalError
from generator.figures.figure import Sheet
from generator.figures.measured import OWN, Pair, pairs_of
from generator.figures.sheet import calculate
from generator.inputs import Leaf, Proposal, load
from generator.inputs.edit import edited
from generator.inputs.entry import stated
from generator.inputs.located_yaml import YamlPath
from generator.inputs.numbers import portion
from generator.inputs.spread import PERCENTILES

ASKED = {
    "request.tokens_per_minute": "tokens_move_by",
    "request.uncached_tokens_per_minute": "uncached_tokens_move_by",
}
"""What is looked at, and the figure that says how far it would move."""
INSTEAD = {OWN: "input_tokens"}
"""The key that a measured value stands under, where it is another than that of what is stated."""


class Beside(NamedTuple):
    """An input and the measured value that could stand in its place; `moves` is by what share each figure would
    move, in the pool where it moves farthest.

    `fault` says why it could not, where it could not.
    """

    leaf: Leaf
    name: str
    stated: Fraction
    measured: Fraction
    moves: Mapping[str, Fraction]
    fault: str = ""

    @property
    def key(self) -> str:
        """The key that the measured value would stand under."""
        return INSTEAD.get(str(self.leaf.keys[-1]), str(self.leaf.keys[-1]))

    @property
    def apart(self) -> Fraction | None:
        """By what share of what is stated the measured value differs; of nothing there is no share."""
        return (self.measured - self.stated) / self.stated if self.stated else None

    @property
    def effect(self) -> Fraction:
        """The largest move of the request, whichever way."""
        return max((abs(one) for one in self.moves.values()), default=Fraction(0))


def beside(folder: Path, proposal: Proposal) -> list[Beside]:
    """Each input that is stated and was measured as well, those first that would move the request most."""
    sheet = calculate(proposal)
    found = [_beside(folder, proposal, sheet, one) for one in pairs_of(proposal)]
    return sorted(found, key=lambda one: (one.effect, not one.fault), reverse=True)


def written(folder: Path, proposal: Proposal, put: Iterable[tuple[Leaf, str]]) -> tuple[dict[str, str], dict[str, int]]:
    """The files in which inputs name measured values, and how many do in each. Raises ProposalError for faulty ones."""
    names: dict[str, dict[YamlPath, str]] = {}
    for leaf, name in put:
        names.setdefault(f"{leaf.keys[0]}.yaml", {})[leaf.keys[1:]] = name
    files = {path: edited(proposal.files[path], each, INSTEAD) for path, each in names.items()}
    load(folder, texts={**proposal.files, **files})
    return files, {path: len(each) for path, each in names.items()}


def _beside(folder: Path, proposal: Proposal, sheet: Sheet, one: Pair) -> Beside:
    fault, own = "", sheet.sensitivity.get(f"{one.path}.{OWN}")
    try:
        written(folder, proposal, [(one.leaf, one.name)])
    except ProposalError as error:
        fault = "; ".join(each.what for each in error.faults)
    if one.leaf.keys[-1] == OWN and stated(one.leaf.quantity, PERCENTILES):
        fault = f"its percentiles are those of {OWN}; state {INSTEAD[OWN]} in its place first"
    measured = portion(one.value.number) if own is None else Fraction(own.value)
    names = {key: f"{one.path}.{move}" for key, move in ASKED.items() if not fault}
    told = sheet.sensitivity
    moves = {key: Fraction(told[name].value) for key, name in names.items() if name in told}
    return Beside(one.leaf, one.name, one.leaf.quantity.ends[1], measured, moves, fault)
