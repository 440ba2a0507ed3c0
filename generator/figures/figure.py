"""Figures: values that remember how they came about.

In: formulas (plain functions), and the figures they need by parameter name. Out: a `Figure` for each formula, and the
`Sheet` of them all. A formula sees one number; a figure that rests on ranges is worked out at their ends as well.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import ModuleType
from typing import Any, NamedTuple

from generator.errors import FormulaError, Place
from generator.figures.bounds import LIKELY, Bounds, Ends, Mover, Sides, settled, span, within
from generator.figures.formulas import ANY, Formula, functions, in_order
from generator.figures.ranges import BOUNDED, Found, extent, way
from generator.inputs.own_words import OURS_ALONE, Words
from generator.units import EXACT, FREE, STATED, Unit, write

Number = Fraction | bool
LISTED = "proposal figures lists them"
"""The hint where a text names no figure and is close to none."""

ASKING = {"request", "headroom", "evaluation", "busy_request", "busy_with_headroom"}
"""The modules of formulas whose amounts are asked for: no such amount is ever written below what it is."""


class Origin(NamedTuple):
    """Where an input stands and where it comes from; `source` is empty for a default."""

    place: Place
    source: str


@dataclass(frozen=True, eq=False)
class Figure:
    """A value with its name, unit and sentence, and either the formula and figures it came from or its origin.

    It has no arithmetic, no order and no truth (but for a yes/no): a template can show it and nothing else.
    """

    name: str
    unit: Unit
    says: str
    value: Number
    formula: Callable[..., Any] | None = None
    needs: Mapping[str, "Figure | tuple[Figure, ...]"] = field(default_factory=dict, repr=False)
    origin: Origin | None = None
    ranges: frozenset[str] = frozenset()
    low: Number = Fraction(0)
    high: Number = Fraction(0)
    low_ends: Ends = LIKELY
    high_ends: Ends = LIKELY
    how: str = ""
    corners: dict[Ends, Number] = field(default_factory=dict, repr=False)
    bounds: Bounds | Sides | float | None = field(default=None, repr=False)
    mover: Mover | None = field(default=None, repr=False)
    loose: dict[Ends, Any] = field(default_factory=dict, repr=False)

    def __bool__(self) -> bool:
        if not isinstance(self.value, bool):
            raise TypeError(f"{self.name} is a number; only a yes/no can be asked")
        return bool(self.low)

    def __getstate__(self) -> dict[str, Any]:  # another process is not told how ends were found: it may find it again
        corners = {} if self.formula else self.corners
        return vars(self) | {"corners": corners, "bounds": None, "mover": None, "loose": {}}

    def __str__(self) -> str:
        return write(self.value, self.unit, STATED if self.origin else EXACT)

    def at(self, ends: Ends) -> Number:
        """The value with ranges held at `ends`."""
        if not self.ranges:
            return self.value
        if (known := self.corners.get(ends)) is not None:
            return known
        own = within(ends, self.ranges)
        if own not in self.corners:
            if self.formula is None:
                raise FormulaError(f"{self.name} has no value at {set(own)}")
            needs = self.needs.items()
            given = {key: tuple([f.at(own) for f in n]) if isinstance(n, tuple) else n.at(own) for key, n in needs}
            self.corners[own] = self.formula(**given)
        return self.corners[own]

    @property
    def asked(self) -> bool:
        """Whether it is an amount that the vendor is asked for."""
        asks = self.formula is not None and self.formula.__module__.rpartition(".")[2] in ASKING
        return asks and not (self.unit.percent or self.unit.logical or ".cached_" in self.name)

    @property
    def varies(self) -> bool:
        """Whether its range has a width; a figure may rest on ranges and have none."""
        return self.low != self.high

    @property
    def may_be(self) -> bool:
        """Of a yes/no: whether it is a yes at some ends of its ranges, and a no at others."""
        return self.low is False and self.high is True

    @property
    def can_be(self) -> bool:
        """Of a yes/no that is a no at the likely values: whether ends are known at which it is a yes."""
        return self.value is False and self.high is True and bool(self.high_ends)

    @property
    def likely(self) -> bool:
        """Of a yes/no: what it is at the likely values."""
        return self.value is True

    @property
    def may_be_higher(self) -> bool:
        """Whether the high end of its range is above the likely value."""
        return self.high != self.value

    @property
    def at_low_end(self) -> bool:
        """Whether the likely value is the least that it may be, and it may be more."""
        return self.low == self.value != self.high

    def found(self, end: str) -> str:
        """How an end of its range was found: nothing where it is certain to be reached, or else a word for it."""
        reached = {"low": self.low_ends, "high": self.high_ends}[end] or self.end(end) == self.value
        return "" if self.how == BOUNDED and reached else self.how

    def end(self, name: str) -> Number:
        """The value at an end, "low" or "high", or at "likely"."""
        return {"low": self.low, "likely": self.value, "high": self.high}[name]

    def inputs(self) -> Iterator["Figure"]:
        """The figures that this one was worked out from directly."""
        return _each(self.needs)


class Sheet(dict[str, Figure]):
    """Every figure by its name: the inputs first, then in the order of the document.

    `sensitivity` is the sheet of those of second order, which say how far the request would move with an input: each by
    the path of its input and what it says of it. They stand in the whole as well, under names of their own.
    """

    def __init__(self, figures: Mapping[str, Figure] = {}, sensitivity: Mapping[str, Figure] = {}) -> None:
        super().__init__(figures)
        self.sensitivity = dict(sensitivity)

    @property
    def first_order(self) -> dict[str, Figure]:
        """The whole without those of second order."""
        second = {one.name for one in self.sensitivity.values()}
        return {name: one for name, one in self.items() if name not in second}


EXTENT = ("low", "high", "low_ends", "high_ends", "how", "corners", "bounds", "mover")
Row = dict[str, Figure]
Given = Mapping[str, Figure | tuple[Figure, ...]]


def given_figure(
    name: str, ends: tuple[Fraction, Fraction, Fraction], unit: Unit, says: str, origin: Origin, whole: bool = False
) -> Figure:
    """The figure of an input: low, likely and high as they stand in its file; `whole`, if it has no parts."""
    low, likely, high = ends
    if low == high:
        return Figure(name, unit, says, likely, origin=origin, low=low, high=high)
    low_ends, high_ends, own = frozenset([(name, "low")]), frozenset([(name, "high")]), frozenset([name])
    corners: dict[Ends, Number] = {LIKELY: likely, low_ends: low, high_ends: high}
    mover = Mover(low_ends, high_ends, {name: 1}, own if whole and high - low == 1 else frozenset())
    bounds = span(float(low), float(high), mover)
    return Figure(
        name, unit, says, likely, None, {}, origin, own, low, high, low_ends, high_ends, "", corners, bounds, mover
    )


def work_out(name: str, given: Given, *what: ModuleType | Callable[..., Any], own: Words = OURS_ALONE) -> Row:
    """The figures of formulas (modules, or single functions), called in the order of their needs, in `own` words.

    Each is named `name`.its function's name. Raises FormulaError where nothing gives a parameter or units do not fit.
    """
    chosen = in_order(functions(what))
    chosen.require(name, given)
    done: dict[str, Figure | tuple[Figure, ...]] = dict(given)
    row: Row = {}
    for key, one in chosen.formulas.items():
        row[key] = done[key] = _figure(f"{name}.{key}", one.in_words(own) if own.forms else one, done)
    return row


def _figure(name: str, chosen: Formula, known: Given) -> Figure:
    needs = {need: known[need] for need in chosen.takes}
    ranges, value = _ranges(name, chosen, needs), chosen.function(**values(needs))
    unit = next(_each(needs)).unit if chosen.unit is ANY else chosen.unit
    if type(value) not in (Fraction, bool):
        what = f"{name} gives {value!r}, which is neither an exact number nor a yes or no"
        raise FormulaError(what, chosen.function, "return a Fraction, made of what the formula is given")
    if not ranges:
        return certain(name, unit, chosen.says, value, chosen.function, needs)
    given = {key: _bounds(need) for key, need in needs.items()}
    key = chosen.function, *[_same(one) for one in given.values()]
    first: Any = next(one.bounds for one in _each(needs) if one.ranges)
    made: dict[object, Any] = first.made
    own = {"name": name, "unit": unit, "says": chosen.says, "value": value, "formula": chosen.function}
    figure = _at_once(**own, needs=needs, ranges=ranges, corners={LIKELY: value})
    if key not in made:
        # What was given is kept with it, so that nothing else takes its identity.
        made[key] = given, _extent(figure, settled(chosen.function(**given)))
    vars(figure).update(made[key][1])
    return figure


def _ranges(name: str, chosen: Formula, needs: Given) -> frozenset[str]:
    """The ranges that a figure rests on. Raises FormulaError where a need is in another unit than it should be."""
    ranges: frozenset[str] = frozenset()
    for (need, unit), column in zip(chosen.takes.items(), needs.values(), strict=True):
        for one in column if isinstance(column, tuple) else (column,):
            if not one.ranges <= ranges:
                ranges |= one.ranges
            if unit is not one.unit and unit not in (one.unit, ANY) and one.unit.dimension != FREE:
                raise chosen.misfit(name, need, one.name, one.unit)
    return ranges


def _same(given: Any) -> object:
    """What makes two given alike: that they are the same bounds, or the same number."""
    if isinstance(given, tuple):
        return tuple([_same(one) for one in given])
    return id(given) if isinstance(given, Bounds) else given


def _extent(plain: Figure, bounds: Bounds | Sides) -> dict[str, Any]:
    """The ends of a figure, and how it moves: its last fields."""
    found = extent(plain, bounds)
    mover = None
    if isinstance(bounds, Bounds):
        mover = _rounded(bounds, found) if bounds.stepped or bounds.own else None
        ends = float(found.low), float(found.high)
        if mover:
            bounds = span(*ends, mover)
        elif found.apart and not found.how:
            bounds = Bounds(*ends, bounds.slopes, bounds.times)
    return dict(zip(EXTENT, (*found[:5], plain.corners, bounds, mover), strict=True))


def _bounds(need: Figure | tuple[Figure, ...]) -> Any:
    """What a formula is given to find between what it stays; a figure without ranges is as a constant."""
    if isinstance(need, tuple):
        return tuple([_bounds(one) for one in need])
    return need.bounds if need.ranges else float(need.value)


def _rounded(bounds: Bounds, found: Found) -> Mover:
    """What is rounded moves by itself between its ends, and with a range as far as what it is rounded from does."""
    leaps = frozenset[str]().union(*[mover.leaps for mover in bounds.slopes])
    moves = way(bounds.slopes).moves
    return Mover(found.low_ends, found.high_ends, moves, leaps, steps=bounds.stepped, known=not found.how)


def _each(needs: Given) -> Iterator[Figure]:
    for need in needs.values():
        yield from need if isinstance(need, tuple) else (need,)


def values(needs: Given) -> dict[str, Any]:
    """What a formula is given: the likely values."""
    return {
        key: tuple([one.value for one in need]) if isinstance(need, tuple) else need.value
        for key, need in needs.items()
    }


def certain(name: str, unit: Unit, says: str, value: Number, function: Callable[..., Any], needs: Given) -> Figure:
    """A figure with one value, whatever the ranges."""
    return _at_once(name=name, unit=unit, says=says, value=value, formula=function, needs=needs, low=value, high=value)


def _at_once(**own: Any) -> Figure:
    """A figure whose fields are set together: one by one, as what is frozen sets them, takes longer than a formula."""
    one = Figure.__new__(Figure)
    vars(one).update({"corners": {}, "loose": {}, **own})  # every other default is found in the class
    return one


def likely(figure: Figure, **changed: Any) -> Figure:
    """A figure held at its likely value, after some of its fields are changed."""
    own = {**vars(figure), **changed}
    nowhere = {"ranges": frozenset(), "low_ends": LIKELY, "high_ends": LIKELY, "how": ""}
    return _at_once(**own | nowhere | {"low": own["value"], "high": own["value"]})


def ancestors(figure: Figure) -> dict[str, Figure]:
    """Every figure that `figure` rests on, itself included, by name."""
    found: dict[str, Figure] = {}
    waiting = [figure]
    while waiting:
        one = waiting.pop()
        if one.name not in found:
            found[one.name] = one
            waiting += one.inputs()
    return found
