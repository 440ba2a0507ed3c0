"""How far what is stated is from what was measured, and which inputs could name a measured value.

In: a proposal. Out: `Beside`s: an input, what is stated, what was measured, and how far the request would move, the
largest first; and how they read in text, in Markdown and as data.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from generator.errors import ProposalError
from generator.figures.figure import Sheet
from generator.figures.measured import OWN, Pair, pairs_of
from generator.figures.sheet import calculate
from generator.inputs import Leaf, Proposal, load
from generator.inputs.edit import edited
from generator.inputs.located_yaml import YamlPath
from generator.inputs.numbers import portion
from generator.inputs.quantities import PERCENTILES, unit_of
from generator.inputs.rules import stated
from generator.terminal import Line, Painted, columns
from generator.units import Move, Unit, counted, write

HEADS = ("input", "stated", "measured", "by", "apart", "total TPM", "uncached TPM")
RIGHT = (1, 2, 4, 5, 6)
NOTHING = "nothing that is stated was measured as well"
MOVE = unit_of(Move)
PLAIN = Unit("", "dimensionless", 2)
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


def as_text(found: Sequence[Beside]) -> Iterator[Line]:
    """A table, and below it why what could not stand there could not."""
    if not found:
        yield NOTHING
        return
    yield from columns([[Painted(head, "head") for head in HEADS], *(_row(one) for one in found)], RIGHT)
    yield from (f"{one.leaf.path}: {one.name} cannot stand there: {one.fault}" for one in found if one.fault)


def as_markdown(found: Sequence[Beside]) -> Iterator[str]:
    """The same as a table of Markdown."""
    if not found:
        yield f"{NOTHING[:1].upper()}{NOTHING[1:]}."
        return
    yield f"| {' | '.join(HEADS)} |"
    yield f"|{'|'.join('--:' if index in RIGHT else '---' for index in range(len(HEADS)))}|"
    yield from (f"| {' | '.join([f'`{row[0]}`', *row[1:3], f'`{row[3]}`', *row[4:]])} |" for row in map(_row, found))
    for one in found:
        if one.fault:
            yield f"\n`{one.leaf.path}`: `{one.name}` cannot stand there: {one.fault}"


def as_data(found: Sequence[Beside]) -> list[dict[str, Any]]:
    """The same as flat objects; shares are of one."""
    return [
        {
            "input": one.leaf.path,
            "file": one.leaf.place.file,
            "line": one.leaf.place.line,
            "stated": float(one.stated),
            "measured": float(one.measured),
            "name": one.name,
            "unit": one.leaf.unit.symbol,
            "apart": None if one.apart is None else float(one.apart),
            "moves": {name: float(value) for name, value in one.moves.items()},
            "fault": one.fault,
        }
        for one in found
    ]


def lines_to_change(found: Sequence[Beside]) -> Iterator[Line]:
    """For each input that could be a measured value, its line as it is, and what would stand there."""
    for one in found:
        if not one.fault:
            place = one.leaf.place
            yield [Painted(place.short, "place"), f": {place.text.strip()}"]
            yield f"    {one.key}: {{measured: {one.name}}}"


def _row(one: Beside) -> list[str]:
    moves = [_signed(one.moves.get(name)) for name in ASKED]
    unit = one.leaf.unit
    numbers = [write(value, unit if unit.percent else PLAIN) for value in (one.stated, one.measured)]
    return [one.leaf.path, counted(numbers[0], ""), numbers[1], one.name, _signed(one.apart), *moves]


def _signed(value: Fraction | None) -> str:
    if value is None:
        return "–"
    text = write(value, MOVE)
    return f"+{text}" if value > 0 else text
