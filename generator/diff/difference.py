"""Two sets of inputs: what changed, which figures moved, and what each change contributed.

In: the plain values of a base and a target, and the figures that were committed with the base. Out: a `Diff`, in the
order of the target's document. What no change of the inputs explains is a change of a formula or a template, and is
told apart.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from generator.derivation import symbols
from generator.diff.causes import EXACT_UP_TO, contributions
from generator.diff.changes import FORMULAS, RENAMED, Change, Mixtures, changes_between
from generator.figures import Number
from generator.inputs.load import validated
from generator.inputs.raw import Raw, dotted
from generator.product import Product, make
from generator.record import Record, recorded
from generator.record import moved as differs
from generator.sensitivity import SECOND_ORDER
from generator.units import Unit, write

HEADLINE = (
    "request.requests_per_minute",
    "request.tokens_per_minute",
    "request.uncached_tokens_per_minute",
    "request.uncached_input_tokens_per_minute",
    "request.cached_share_of_tokens",
)
"""The figures that are shown even where they did not change."""


@dataclass(frozen=True)
class Moved:
    """A printed figure before and after; `shares` holds what each cause contributed, in the order of the causes."""

    name: str
    unit: Unit
    section: str
    old: Number | None
    new: Number | None
    shares: tuple[Fraction, ...] = ()

    @property
    def change(self) -> Fraction | None:
        """The difference, where it is one of numbers."""
        if self.old is None or self.new is None or isinstance(self.old, bool) or isinstance(self.new, bool):
            return None
        return self.new - self.old

    def text(self, value: Number | None) -> str:
        """A value of this figure as it is printed, in full; nothing where it was not there."""
        return "" if value is None else write(value, self.unit)


@dataclass(frozen=True)
class Reworked:
    """A figure that changed though no input did: its committed value and formula, and what today's formulas give."""

    name: str
    unit: Unit
    old: Number
    new: Number
    old_formula: str
    new_formula: str


@dataclass(frozen=True)
class Diff:
    """What is different between a base and a target."""

    changes: tuple[Change, ...]
    causes: tuple[tuple[Change, ...], ...]
    headline: tuple[Moved, ...]
    moved: tuple[Moved, ...]
    new: tuple[Moved, ...]
    vanished: tuple[Moved, ...]
    reworked: tuple[Reworked, ...]
    reworded: bool
    sampled: bool

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.changes or self.moved or self.new or self.vanished or self.reworked or self.reworded)


def diff(base: Raw, target: Raw, committed: Record | None = None) -> Diff:
    """What is different. Raises ProposalError where the base or the target is no valid input.

    Figures that were committed with the base are the ones before; what today's formulas make of the base's inputs
    instead is one more cause.
    """
    before, after = make(validated(base)), make(validated(target))
    changes = changes_between(base, target)
    mixtures = Mixtures(base, target, changes)
    shares = contributions(len(mixtures.groups), mixtures.values) if mixtures.groups else {}
    names = _names(changes, base)
    reworked = tuple(_reworked(before, committed))
    formulas = (Change(FORMULAS, ("formulas",)),) if reworked else ()
    causes = {name: shares.get(name, (Fraction(0),) * len(mixtures.groups)) for name in after.sheet}
    moved = tuple(_moved(before, after, causes, names, committed if reworked else None))
    known = {one.name: one for one in moved}
    return Diff(
        (*changes, *formulas),
        (*(tuple(group) for group in mixtures.groups), *((formulas,) if formulas else ())),
        tuple(known.get(name) or _unmoved(after, name) for name in HEADLINE),
        moved,
        tuple(_only_in(after, before, names)),
        tuple(_only_in(before, after, names, gone=True)),
        tuple(one for one in reworked if one.old_formula != one.new_formula),
        not (changes or reworked) and committed is not None and not committed.wrote(before.document.text),
        len(mixtures.groups) > EXACT_UP_TO,
    )


class Renamed(NamedTuple):
    """How the names of figures began, and begin; those of others, which go on after a dot, keep their beginning."""

    old: str
    new: str
    others: tuple[str, ...]


def _names(changes: Iterable[Change], base: Raw) -> list[Renamed]:
    """How the figures of a renamed entity were called, and are: their beginnings, or for a model a part within."""
    found = []
    for change in changes:
        if change.kind == RENAMED:
            parent = change.path[:-1]
            beginnings = [f"{dotted(parent)}.{{}}."]
            if parent == ("scenarios",):
                beginnings.append("{}.")
            if parent[-1] == "load_cases":
                beginnings.append(f"{parent[1]}.{{}}.")
            if parent == ("models",):
                beginnings.append(".models.{}.")
            siblings: Any = base.values
            for part in parent:
                siblings = siblings[part]
            longer = [key for key in siblings if key.startswith(f"{change.old}.")]
            found += [
                Renamed(one.format(change.old), one.format(change.new), tuple(one.format(key) for key in longer))
                for one in beginnings
            ]
    return found


def _renamed(name: str, names: Iterable[Renamed]) -> str:
    for one in names:
        if _under(name, one.old) and not any(_under(name, other) for other in one.others):
            name = name.replace(one.old, one.new, 1)
    return name


def _under(name: str, beginning: str) -> bool:
    return beginning in name if beginning.startswith(".") else name.startswith(beginning)


def _moved(
    before: Product,
    after: Product,
    shares: Mapping[str, tuple[Fraction, ...]],
    names: Iterable[Renamed],
    committed: Record | None,
) -> Iterator[Moved]:
    """The printed figures that both sides have and that are not the same; `committed` adds the formulas' share.

    How far figures would move is left out: a difference tells what did move.
    """
    sheet = {_renamed(name, names): figure for name, figure in before.sheet.items()}
    was = {_renamed(name, names): one for name, one in committed.figures.items()} if committed else {}
    for name, spots in after.document.spots().items():
        figure, again = after.sheet[name], sheet.get(name)
        if again is None or name.startswith(SECOND_ORDER):
            continue
        old = was.get(name) or recorded(again)
        if differs(old, figure):
            own = () if isinstance(figure.value, bool) else shares[name]
            if committed and not isinstance(again.value, bool):
                own = (*own, again.value - old.value)
            yield Moved(name, figure.unit, spots[0].section, old.value, figure.value, own)


def _unmoved(after: Product, name: str) -> Moved:
    figure = after.sheet[name]
    return Moved(name, figure.unit, "", figure.value, figure.value)


def _only_in(one: Product, other: Product, names: Iterable[Renamed], gone: bool = False) -> Iterator[Moved]:
    """The printed figures that the other side does not know."""
    known = set(other.sheet) if gone else {_renamed(name, names) for name in other.sheet}
    for name, spots in one.document.spots().items():
        if (_renamed(name, names) if gone else name) not in known and not name.startswith(SECOND_ORDER):
            figure = one.sheet[name]
            old, new = (figure.value, None) if gone else (None, figure.value)
            yield Moved(name, figure.unit, spots[0].section, old, new)


def _reworked(before: Product, committed: Record | None) -> Iterator[Reworked]:
    """The figures for which today's formulas make something else of the base's inputs than was committed with them."""
    for name, figure in before.sheet.items():
        old = committed.figures.get(name) if committed else None
        formula = symbols(figure) if figure.formula else ""
        if old is not None and (differs(old, figure) or old.formula != formula):
            yield Reworked(name, figure.unit, old.value, figure.value, old.formula, formula)
