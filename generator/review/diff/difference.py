"""Two sets of inputs: what changed, which figures moved, and what each change contributed.

In: the plain values of a base and a target, the figures that were committed with the base, and which templates and code
changed since. Out: a `Diff`, in the order of the target's document. What no change of the inputs explains is a change
of a formula or a template, and is told apart; figures that were not made of the base's inputs explain nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, NamedTuple

from generator.document.record import Record, Recorded, recorded
from generator.document.record import moved as differs
from generator.document.templates import INSTALLED, Templates
from generator.figures.figure import Number
from generator.figures.sensitivity import SECOND_ORDER
from generator.inputs.load import validated
from generator.inputs.raw import FILES, Raw, dotted
from generator.print.product import Product, make
from generator.review.diff.causes import EXACT_UP_TO, contributions
from generator.review.diff.changes import FORMULAS, RENAMED, Change, Mixtures, changes_between
from generator.units import Unit, write

Ends = tuple[Number, Number]
"""Low and high."""

HEADLINE = (
    "request.requests_per_minute",
    "request.tokens_per_minute",
    "request.uncached_tokens_per_minute",
    "request.uncached_input_tokens_per_minute",
    "request.cached_share_of_tokens",
)
"""The figures that are shown even where they did not change."""

SENTENCES = "Conditions of sentences"
"""Where the yes/no stand that templates ask and print nowhere: with each that turns, a sentence comes or goes."""


@dataclass(frozen=True)
class Moved:
    """A printed figure before and after; `shares` holds what each cause contributed, in the order of the causes.

    `ends` are low and high before and after. Where there is no difference of numbers, in a yes/no or where only the
    range moved, `moved_by` holds the numbers of the causes.
    """

    name: str
    unit: Unit
    section: str
    old: Number | None
    new: Number | None
    shares: tuple[Fraction, ...] = ()
    ends: tuple[Ends, Ends] | None = None
    moved_by: tuple[int, ...] = ()

    @property
    def change(self) -> Fraction | None:
        """The difference, where it is one of numbers."""
        if self.old is None or self.new is None or isinstance(self.old, bool) or isinstance(self.new, bool):
            return None
        return self.new - self.old

    def text(self, value: Number | None) -> str:
        """A value of this figure as it is printed, in full; nothing where it was not there."""
        return "" if value is None else write(value, self.unit)

    def texts(self) -> tuple[str, str]:
        """The values before and after, and where only the range moved both ranges."""
        old, new = self.text(self.old), self.text(self.new)
        if self.ends is None or self.old != self.new:
            return old, new
        before, after = self.ends
        return f"{old}{self._span(before)}", f"{new}{self._span(after)}"

    def _span(self, ends: Ends) -> str:
        low, high = ends
        return "" if low == high else f" ({self.text(low)} to {self.text(high)})"


@dataclass(frozen=True)
class Reworked:
    """A figure that is not what was committed though no input changed: by a formula, or a unit."""

    name: str
    unit: Unit
    old: Recorded
    new: Recorded

    @property
    def rewritten(self) -> bool:
        """Whether it changed itself, and not only what it rests on."""
        return (self.old.formula, self.old.unit) != (self.new.formula, self.new.unit)

    @property
    def recalculated(self) -> bool:
        """Whether more changed than its unit."""
        return self.old._replace(unit="") != self.new._replace(unit="")


@dataclass(frozen=True)
class Diff:
    """What is different between a base and a target.

    `reworded` is whether today's templates and code make another document of the base's inputs than was committed,
    `since` the files of them that changed since, and `stale` whether what was committed is not of the base's inputs;
    `target_reworded` is the same as `reworded`, of the target.
    """

    changes: tuple[Change, ...]
    causes: tuple[tuple[Change, ...], ...]
    headline: tuple[Moved, ...]
    moved: tuple[Moved, ...]
    new: tuple[Moved, ...]
    vanished: tuple[Moved, ...]
    reworked: tuple[Reworked, ...]
    reworded: bool
    sampled: bool
    since: tuple[str, ...] = ()
    stale: bool = False
    target_reworded: bool = False

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        moved = self.changes or self.moved or self.new or self.vanished
        return not (moved or self.reworked or self.reworded or self.target_reworded)


def diff(
    base: Raw,
    target: Raw,
    committed: Record | None = None,
    since: tuple[str, ...] | None = None,
    committed_target: Record | None = None,
    tell: Callable[[int], None] = lambda _: None,
    templates: Templates = INSTALLED,
) -> Diff:
    """What is different. Raises ProposalError where the base or the target is no valid input.

    Figures that were committed with the base are the ones before; what today's formulas make of the base's inputs
    instead is one more cause. `since` are the files of templates and code that changed since, None where it is not
    known. Where what was committed is stale, it is left out, and the base's figures are those that its inputs give. The
    target's are those that today's formulas give, whatever was committed with it. `tell` hears how many mixtures of the
    two were worked out.
    """
    before, after = make(validated(base), templates), make(validated(target), templates)
    stale = committed is not None and _stale(before, committed, since)
    record = None if stale else committed
    changes = changes_between(base, target)
    mixtures = Mixtures(base, target, changes, before.sheet, after.sheet, tell)
    shares = contributions(len(mixtures.groups), mixtures.values) if mixtures.groups else {}
    names = _names(changes, base)
    reworked = tuple(_reworked(before, record))
    formulas = (Change(FORMULAS, ("formulas",)),) if any(one.recalculated for one in reworked) else ()
    causes = {name: shares.get(name, (Fraction(0),) * len(mixtures.groups)) for name in after.sheet}
    was = record.figures if record else {name: recorded(figure) for name, figure in before.sheet.items()}
    sides = _Sides(before, after, {_renamed(name, names): one for name, one in was.items()}, names)
    movement = list(_moved(sides, causes, bool(formulas)))
    movers = mixtures.movers([one.name for one in movement if not one.change]) if mixtures.groups else {}
    moved = tuple(replace(one, moved_by=(*movers.get(one.name, ()), *one.moved_by)) for one in movement)
    known = {one.name: one for one in moved}
    return Diff(
        (*changes, *formulas),
        (*(tuple(group) for group in mixtures.groups), *((formulas,) if formulas else ())),
        tuple(known.get(name) or _unmoved(after, name) for name in HEADLINE),
        moved,
        tuple(_new(sides)),
        tuple(_vanished(sides)),
        tuple(one for one in reworked if one.rewritten),
        record is not None and not record.wrote(before.document.text),
        len(mixtures.groups) > EXACT_UP_TO,
        since or (),
        stale,
        committed_target is not None and _remade(after, committed_target),
    )


def _stale(before: Product, committed: Record, since: tuple[str, ...] | None) -> bool:
    """Whether what was committed with the base was not made of its inputs.

    With the same templates and code, whatever is not the same shows it; with others, an input of another value does.
    """
    if since == ():
        now = {name: recorded(figure) for name, figure in before.sheet.items()}
        return committed.figures != now or not committed.wrote(before.document.text)
    old = committed.figures
    stated = {leaf.path for leaf in before.proposal.leaves() if leaf.source and leaf.path in before.sheet}
    gone = (name for name, one in old.items() if not one.formula and name.partition(".")[0] in FILES)
    return any(name not in old or differs(old[name], before.sheet[name]) for name in stated) or any(
        name not in before.sheet for name in gone
    )


def _remade(product: Product, committed: Record) -> bool:
    """Whether today's templates and code make another document of the inputs than what was committed of them."""
    return not committed.wrote(product.document.text) and not _stale(product, committed, None)


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


class _Sides(NamedTuple):
    """What both sides printed; the figures before, as they were committed, by their names today; and these names."""

    before: Product
    after: Product
    was: Mapping[str, Recorded]
    names: Sequence[Renamed]


def _moved(sides: _Sides, shares: Mapping[str, tuple[Fraction, ...]], formulas: bool) -> Iterator[Moved]:
    """The figures that both sides have, the document shows or asks, and are not the same; `formulas` adds their share.

    How far figures would move is left out: a difference tells what did move.
    """
    sheet = {_renamed(name, sides.names): figure for name, figure in sides.before.sheet.items()}
    for name, section in (*_printed(sides.after), *_asked(sides.after)):
        figure, again, old = sides.after.sheet[name], sheet.get(name), sides.was.get(name)
        if again is not None and old is not None and differs(old, figure):
            own = () if isinstance(figure.value, bool) else shares[name]
            if formulas and not isinstance(again.value, bool):
                own = (*own, again.value - old.value)
            ends = ((old.low, old.high), (figure.low, figure.high))
            one = Moved(name, figure.unit, section, old.value, figure.value, own, ends)
            last = len(next(iter(shares.values()))) + 1
            yield one if one.change or not formulas or not differs(old, again) else replace(one, moved_by=(last,))


def _printed(product: Product) -> Iterator[tuple[str, str]]:
    """The figures that are printed, with the section that each is in first; without how far figures would move."""
    for name, spots in product.document.spots().items():
        if not name.startswith(SECOND_ORDER):
            yield name, spots[0].section


def _asked(product: Product) -> Iterator[tuple[str, str]]:
    """The yes/no of the sheet: none is printed."""
    for name, figure in product.sheet.items():
        if isinstance(figure.value, bool):
            yield name, SENTENCES


def _unmoved(after: Product, name: str) -> Moved:
    figure = after.sheet[name]
    return Moved(name, figure.unit, "", figure.value, figure.value)


def _new(sides: _Sides) -> Iterator[Moved]:
    """The printed figures that were not there before."""
    for name, section in _printed(sides.after):
        if name not in sides.was:
            figure = sides.after.sheet[name]
            yield Moved(name, figure.unit, section, None, figure.value)


def _vanished(sides: _Sides) -> Iterator[Moved]:
    """The figures that were printed before and are none today, and those that no formula gives any more."""
    for name, section in _printed(sides.before):
        if _renamed(name, sides.names) not in sides.after.sheet:
            figure = sides.before.sheet[name]
            yield Moved(name, figure.unit, section, figure.value, None)
    known = {_renamed(name, sides.names) for name in sides.before.sheet}
    for name, one in sides.was.items():
        if name not in known and not name.startswith(SECOND_ORDER):
            yield Moved(name, Unit(one.unit, ""), "", one.value, None)


def _reworked(before: Product, committed: Record | None) -> Iterator[Reworked]:
    """The figures that are not what was committed, by today's formulas and units and the base's inputs."""
    for name, figure in before.sheet.items():
        old, new = committed.figures.get(name) if committed else None, recorded(figure)
        if old is not None and old != new:
            yield Reworked(name, figure.unit, old, new)
