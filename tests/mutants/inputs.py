"""Every input, moved: do the figures move that `explain` names as resting on it, and no others?

In: the folder of a proposal. Out: for each of its inputs the figures that move though they are not named, and those
that are named and that no change moves, with the reason where there is one.

How far others would move (`assumptions.`) `explain` leaves out on purpose, for it rests on every input of the request.
It is held to what it was worked out from, but for an end that is held: whether an assumption can be there is decided by
what the other inputs leave possible.

Which rows there are, the inputs decide: of a row that goes, explain names a figure and not each; one that comes is not
there yet to be named.
"""

import ast
import inspect
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from generator.calculation.sensitivity import held as held_at_an_end
from generator.document.explain.tree import resting
from generator.errors import ProposalError
from generator.figures.figure import Figure, Sheet, ancestors
from generator.figures.sheet import calculate
from generator.inputs import Leaf, load
from tests.figures.test_sheet import FOLDERS

FACTORS = [Fraction(text) for text in ("1.01", "0.99", "2", "10", "0.5", "0.1", "100")]
ENDS = ("low", "likely", "high")
ALL_STILL = "rests on others that stay"
THRESHOLD = "a yes/no that no change turns"
STEP = "hidden by a rounding step"
CANCELS = "a share or a difference of two that move alike"
NOTHING = "a multiple of nothing"
SHARES = {"share", "part_of"}


@dataclass(frozen=True)
class Moves:
    """What became of an input's changes: how many were possible, what moved unnamed, and why a named figure stayed."""

    path: str
    tried: int
    unnamed: tuple[str, ...]
    still: Mapping[str, str]

    def faults(self) -> list[str]:
        """What must not be."""
        return [
            *(f"{self.path}: moves {name}, which explain does not name" for name in self.unnamed),
            *(f"{self.path}: never moves {name}, which explain names" for name, why in self.still.items() if not why),
            *([] if self.tried else [f"{self.path}: no change of it is valid"]),
        ]


def changes(leaf: Leaf) -> Iterator[Mapping[str, str]]:
    """The value, or every end of its range, times each factor; then one more, one less, one and nothing."""
    low, likely, high = leaf.quantity.ends
    for factor in FACTORS:
        if low == high:
            yield from _plain(leaf.path, likely * factor)
        else:
            yield {f"{leaf.path}.{end}": _text(one * factor) for end, one in zip(ENDS, leaf.quantity.ends, strict=True)}
    for value in (likely + 1, likely - 1, Fraction(1), Fraction(0)):
        yield from _plain(leaf.path, value)


def _plain(path: str, value: Fraction) -> Iterator[Mapping[str, str]]:
    """As a file may hold it: by itself, or beside its source; one of the two fits."""
    yield {path: _text(value)}
    yield {f"{path}.value": _text(value)}


def _text(value: Fraction) -> str:
    return repr(float(value))


def sheets(folder: Path, leaf: Leaf) -> Iterator[Sheet]:
    """What the figures are while an input is changed in each way that the inputs allow."""
    for change in changes(leaf):
        with suppress(ProposalError):
            yield calculate(load(folder, change))


def moves(leaf: Leaf, before: Sheet, each: Iterable[Sheet]) -> Moves:
    """What moves from a sheet to those where the input is changed."""
    moved, held, stays, tried = set[str](), _held(before), set(before), 0
    for after in each:
        tried += 1
        held |= _held(after)
        stays &= after.keys()
        moved |= {name for name in after.keys() | before.keys() if _ends(after.get(name)) != _ends(before.get(name))}
    named = {leaf.path, *resting(before[leaf.path], before)}
    rows = {_row(name) for name in named}
    there = {name for name in moved & before.keys() if name in stays or _row(name) not in rows}
    second = there - before.first_order.keys()
    beyond = {name for name in second - held if not _of(leaf, before[name], before)}
    unnamed = sorted((there - named - second) | beyond)
    return Moves(
        leaf.path, tried, tuple(unnamed), {name: reason(before[name], moved, named) for name in sorted(named - moved)}
    )


def _held(sheet: Sheet) -> set[str]:
    """The ends at which an assumption stays as it is, for it cannot be there."""
    return {name for name, figure in sheet.items() if figure.formula is held_at_an_end}


def _of(leaf: Leaf, figure: Figure, sheet: Sheet) -> bool:
    """Whether a figure was worked out from the input, or is an end that the input states itself."""
    return leaf.path in ancestors(figure) or (bool(figure.origin) and figure.origin == sheet[leaf.path].origin)


def _row(name: str) -> str:
    """The row of a figure: all of its name but the last."""
    return name.rpartition(".")[0]


def _ends(figure: Figure | None) -> object:
    return None if figure is None else (figure.value, figure.low, figure.high)


def reason(figure: Figure, moved: Collection[str], named: Collection[str]) -> str:
    """Why a figure that is named may stay; empty where nothing says so, and where none that it rests on is named."""
    formula = figure.formula
    if formula is None or not any(one.name in named for one in figure.inputs()):
        return ""
    if not any(one.name in moved for one in figure.inputs()):
        return ALL_STILL
    if figure.unit.logical:
        return THRESHOLD
    tree = ast.parse(inspect.getsource(formula))
    verbs = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    signs = {type(node.op) for node in ast.walk(tree) if isinstance(node, ast.BinOp)}
    if verbs & {"round_up", "round_down"}:
        return STEP
    if (verbs & {*SHARES, "rest"} or signs & {ast.Div, ast.Sub}) and sum(
        one.name in moved for one in figure.inputs()
    ) > 1:
        return CANCELS
    zero = any(one.high == 0 and one.name not in moved for one in figure.inputs())
    return NOTHING if (verbs & SHARES or ast.Mult in signs) and zero else ""


def main() -> int:
    """Prints what is wrong, and why named figures stay; 1 where anything is wrong."""
    faults, why, named, tried, leaves = list[str](), Counter[str](), 0, 0, 0
    for folder in FOLDERS.values():
        proposal = load(folder)
        before = calculate(proposal)
        for leaf in proposal.leaves():
            found = moves(leaf, before, sheets(folder, leaf))
            leaves, tried, named = leaves + 1, tried + found.tried, named + len(resting(before[leaf.path], before))
            why.update(found.still.values())
            faults += found.faults()
            print(f"{found.path}: {found.tried} changes, {len(found.still)} of what it is named under stay", flush=True)
    print("\n".join(faults))
    print(f"{leaves} inputs, {tried} changes: {named - why.total()} of {named} pairs of input and named figure move")
    for text, count in why.most_common():
        print(f"  {count} stay: {text or 'without a reason'}")
    print(f"{len(faults)} faults")
    return 1 if faults else 0
