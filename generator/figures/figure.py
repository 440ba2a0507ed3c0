"""Figures: values that remember how they came about.

In: formulas (plain functions), and the figures they need by parameter name. Out: a `Figure` for each formula, and the
`Sheet` of them all. A formula sees one number; a figure that rests on ranges is worked out at their ends as well.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache
from graphlib import CycleError, TopologicalSorter
from types import ModuleType
from typing import Any, NamedTuple, get_args, get_type_hints

from generator.errors import Place, did_you_mean
from generator.figures.ranges import LIKELY, Ends, Measure, corners
from generator.units import EXACT, Alike, Unit, write

Number = Fraction | bool
LISTED = "proposal figures lists them"
"""The hint where a text names no figure and is close to none."""
ANY: Unit = Alike.__metadata__[0]  # type: ignore[attr-defined]  # typing keeps it there


class FormulaError(Exception):
    """The formulas or their wiring are wrong: a fault of this program, not of the inputs."""


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
    needs: Mapping[str, "Figure | tuple[Figure, ...]"] = field(default_factory=dict)
    origin: Origin | None = None
    ranges: frozenset[str] = frozenset()
    low: Number = Fraction(0)
    high: Number = Fraction(0)
    low_ends: Ends = LIKELY
    high_ends: Ends = LIKELY
    corners: dict[Ends, Number] = field(default_factory=dict, repr=False)

    def __bool__(self) -> bool:
        if not isinstance(self.value, bool):
            raise TypeError(f"{self.name} is a number; only a yes/no can be asked")
        return bool(self.low)

    def __str__(self) -> str:
        return write(self.value, self.unit, EXACT)

    def at(self, ends: Ends) -> Number:
        """The value with ranges held at `ends`."""
        if not self.ranges:
            return self.value
        if ends in self.corners:
            return self.corners[ends]
        own = frozenset([end for end in ends if end[0] in self.ranges])
        if own not in self.corners:
            if self.formula is None:
                raise FormulaError(f"{self.name} has no value at {set(own)}")
            given = {
                name: tuple([f.at(own) for f in need]) if isinstance(need, tuple) else need.at(own)
                for name, need in self.needs.items()
            }
            self.corners[own] = self.formula(**given)
        return self.corners[own]

    @property
    def varies(self) -> bool:
        """Whether its range has a width; a figure may rest on ranges and have none."""
        return self.low != self.high

    @property
    def may_be_higher(self) -> bool:
        """Whether the high end of its range is above the likely value."""
        return self.high != self.value

    def end(self, name: str) -> Number:
        """The value at an end, "low" or "high", or at "likely"."""
        return {"low": self.low, "likely": self.value, "high": self.high}[name]

    def inputs(self) -> Iterator["Figure"]:
        """The figures that this one was worked out from directly."""
        for need in self.needs.values():
            yield from need if isinstance(need, tuple) else (need,)


Sheet = Mapping[str, Figure]
Row = dict[str, Figure]
Given = Mapping[str, Figure | tuple[Figure, ...]]


def given_figure(name: str, ends: tuple[Fraction, Fraction, Fraction], unit: Unit, says: str, origin: Origin) -> Figure:
    """The figure of an input: low, likely and high as they stand in its file."""
    low, likely, high = ends
    ranges = frozenset([name]) if low != high else frozenset[str]()
    low_ends, high_ends = frozenset([(name, "low")]), frozenset([(name, "high")])
    if not ranges:
        return Figure(name, unit, says, likely, origin=origin, low=low, high=high)
    corners: dict[Ends, Number] = {LIKELY: likely, low_ends: low, high_ends: high}
    return Figure(name, unit, says, likely, None, {}, origin, ranges, low, high, low_ends, high_ends, corners)


class Formula(NamedTuple):
    """A function as `work_out` sees it: the unit it gives, the unit each parameter takes, and its sentence."""

    function: Callable[..., Any]
    unit: Unit
    takes: Mapping[str, Unit]
    says: str


@cache
def formulas(module: ModuleType) -> Mapping[str, Formula]:
    """The public functions that a module defines, by name. Raises FormulaError where one has no units."""
    own = [
        f
        for f in vars(module).values()
        if inspect.isfunction(f) and f.__module__ == module.__name__ and not f.__name__.startswith("_")
    ]
    return {function.__name__: formula(function) for function in own}


@cache
def formula(function: Callable[..., Any]) -> Formula:
    """The units of a function from its annotations. Raises FormulaError where one is missing."""
    hints = get_type_hints(function, include_extras=True)
    units = {name: _unit(hint) for name, hint in hints.items()}
    for name in ("return", *inspect.signature(function).parameters):
        if units.get(name) is None:
            raise FormulaError(f"{function.__module__}.{function.__name__}: {name} has no unit")
    known = {name: unit for name, unit in units.items() if unit is not None}
    return Formula(function, known.pop("return"), known, inspect.getdoc(function) or "")


def _unit(hint: Any) -> Unit | None:
    args = get_args(hint)
    if Ellipsis in args:
        return _unit(args[0])
    return next((arg for arg in args if isinstance(arg, Unit)), None)


def work_out(name: str, given: Given, *what: ModuleType | Callable[..., Any]) -> Row:
    """The figures of formulas (modules, or single functions), called in the order of their needs.

    Each is named `name`.its function's name. Raises FormulaError for a parameter that nothing gives, for a circle and
    for units that do not match.
    """
    chosen: dict[str, Formula] = {}
    for one in what:
        chosen |= formulas(one) if isinstance(one, ModuleType) else {one.__name__: formula(one)}
    done: dict[str, Figure | tuple[Figure, ...]] = dict(given)
    row: Row = {}
    _refuse_missing(chosen, given)
    for key in _order(tuple(one.function for one in chosen.values())):
        row[key] = done[key] = _figure(f"{name}.{key}", chosen[key], done)
    return row


def _refuse_missing(chosen: Mapping[str, Formula], given: Given) -> None:
    for name, one in chosen.items():
        for need in one.takes:
            if need not in chosen and need not in given:
                hint = did_you_mean(need, {*chosen, *given})
                raise FormulaError(f"{name} needs {need}, which nothing gives{'; ' + hint if hint else ''}")


@cache
def _order(functions: tuple[Callable[..., Any], ...]) -> tuple[str, ...]:
    """The names of functions, each after those that it takes. Raises FormulaError where they go in a circle."""
    chosen = {function.__name__: formula(function).takes for function in functions}
    waits = {name: [need for need in takes if need in chosen] for name, takes in chosen.items()}
    try:
        return tuple(TopologicalSorter(waits).static_order())
    except CycleError as error:
        raise FormulaError(f"formulas go in a circle: {' → '.join(error.args[1])}") from None


def _figure(name: str, chosen: Formula, known: Given) -> Figure:
    needs = {need: known[need] for need in chosen.takes}
    columns = [need if isinstance(need, tuple) else (need,) for need in needs.values()]
    ranges: frozenset[str] = frozenset()
    for (need, unit), column in zip(chosen.takes.items(), columns, strict=True):
        for one in column:
            if one.ranges:
                ranges |= one.ranges
            if unit is not one.unit and unit not in (one.unit, ANY):
                takes, has = (each.symbol or each.dimension for each in (unit, one.unit))
                raise FormulaError(f"{name}: {need} takes {takes}, but {one.name} is in {has}")
    unit = columns[0][0].unit if chosen.unit is ANY else chosen.unit
    value = chosen.function(**_values(needs))
    if not ranges:
        return _certain(name, unit, chosen.says, value, chosen.function, needs)
    plain = Figure(name, unit, chosen.says, value, chosen.function, needs, None, ranges, corners={LIKELY: value})
    ends_of = [[(one.low_ends, one.high_ends) for one in column] for column in columns]
    at = {ends: plain.at(ends) for ends in (LIKELY, *corners(sorted(ranges), _measured(plain), ends_of))}
    low_ends, high_ends = min(at, key=lambda ends: at[ends]), max(at, key=lambda ends: at[ends])
    return Figure(
        name, unit, chosen.says, value, chosen.function, needs, None, ranges,
        at[low_ends], at[high_ends], low_ends, high_ends, plain.corners,
    )  # fmt: skip


def _measured(figure: Figure) -> Measure:
    """What says where a figure is lowest: its value; of a yes/no, which is flat, how far its two sides are apart."""
    sides = list(figure.inputs())
    if isinstance(figure.value, bool) and len(sides) == 2:
        return lambda ends: sides[0].at(ends) - sides[1].at(ends)
    return figure.at


def _values(needs: Given) -> dict[str, Any]:
    """What a formula is given: the likely values."""
    return {
        key: tuple([one.value for one in need]) if isinstance(need, tuple) else need.value
        for key, need in needs.items()
    }


def _certain(name: str, unit: Unit, says: str, value: Number, function: Callable[..., Any], needs: Given) -> Figure:
    """A figure with one value, whatever the ranges."""
    return Figure(name, unit, says, value, function, needs, low=value, high=value)


def likely(figure: Figure) -> Figure:
    """A figure held at its likely value."""
    return replace(figure, low=figure.value, high=figure.value, ranges=frozenset(), low_ends=LIKELY, high_ends=LIKELY)


def again(figures: Iterable[Figure], replaced: Figure, by: Figure) -> dict[str, Figure]:
    """Figures worked out again at their likely values with one input replaced, by name.

    `figures` are those that rest on the input, in the order of a sheet: each after those that it was worked out from. A
    figure worked out again is named under the one that takes the input's place.
    """
    done = {replaced.name: by}
    for one in figures:
        if one.formula is None:
            continue
        needs = {
            key: tuple([done.get(f.name, f) for f in need]) if isinstance(need, tuple) else done.get(need.name, need)
            for key, need in one.needs.items()
        }
        value = one.formula(**_values(needs))
        done[one.name] = _certain(f"{by.name}.{one.name}", one.unit, one.says, value, one.formula, needs)
    del done[replaced.name]
    return done


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


def rows(sheet: Sheet) -> list[dict[str, object]]:
    """The sheet as plain rows: name, value, low, high, unit, text, sentence, and the place of an input."""
    return [
        {
            "name": figure.name,
            "value": _plain(figure.value),
            "low": _plain(figure.low),
            "high": _plain(figure.high),
            "unit": figure.unit.symbol,
            "text": str(figure),
            "says": figure.says,
            "place": str(figure.origin.place) if figure.origin else "",
            "source": figure.origin.source if figure.origin else "",
        }
        for figure in sheet.values()
    ]


def _plain(value: Number) -> int | float | bool:
    return value if isinstance(value, bool) else int(value) if value.denominator == 1 else float(value)
