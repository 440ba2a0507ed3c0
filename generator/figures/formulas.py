"""Formulas: plain functions, with the units they take and give.

In: modules of `calculation`, or single functions. Out: a `Formula` for each, and the order in which they can be called.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from types import ModuleType
from typing import Any, NamedTuple, get_args

from generator.errors import FormulaError, did_you_mean
from generator.inputs.own_words import Words
from generator.units import Alike, Unit

ANY: Unit = Alike.__metadata__[0]  # type: ignore[attr-defined]  # typing keeps it there


class Formula(NamedTuple):
    """A function as `work_out` sees it: the unit it gives, the unit each parameter takes, and its sentence."""

    function: Callable[..., Any]
    unit: Unit
    takes: Mapping[str, Unit]
    says: str

    def in_words(self, own: Words) -> "Formula":
        """The same in a proposal's own words."""
        takes = {key: own.unit(unit) for key, unit in self.takes.items()}
        return self._replace(unit=own.unit(self.unit), takes=takes, says=own.say(self.says))

    def misfit(self, figure: str, need: str, given: str, unit: Unit) -> FormulaError:
        """What is wrong where a figure is given another one in a unit that its formula does not take."""
        takes, has = (each.symbol or each.dimension for each in (self.takes[need], unit))
        what = f"{figure}: {need} takes {takes}, but {given} is in {has}"
        return FormulaError(what, self.function, f"annotate {need} with another unit, or give it another figure")


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
    units = {name: _unit(hint) for name, hint in inspect.get_annotations(function, eval_str=True).items()}
    code = function.__code__
    for name in ("return", *code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]):
        if units.get(name) is None:
            what = f"{function.__module__}.{function.__name__}: {name} has no unit"
            raise FormulaError(what, function, "annotate it with a unit of generator/units.py")
    known = {name: unit for name, unit in units.items() if unit is not None}
    return Formula(function, known.pop("return"), known, inspect.cleandoc(function.__doc__ or ""))


def _unit(hint: Any) -> Unit | None:
    args = get_args(hint)
    if Ellipsis in args:
        return _unit(args[0])
    return next((arg for arg in args if isinstance(arg, Unit)), None)


class Plan(NamedTuple):
    """Formulas by name, each after those that it takes; and what has to be given to them."""

    formulas: Mapping[str, Formula]
    needs: frozenset[str]

    def require(self, row: str, given: Mapping[str, object]) -> None:
        """Raises FormulaError where something is not given to a row."""
        if not given.keys() >= self.needs:
            missing = self.needs - given.keys()
            every = ((need, name, one) for name, one in self.formulas.items() for need in one.takes)
            need, name, one = next(found for found in every if found[0] in missing)
            hint = did_you_mean(need, {*self.formulas, *given} - {name})
            what = f"{name} needs {need}, which nothing gives{'; ' + hint if hint else ''}"
            mend = f"name the parameter as a figure of the row {row}, or give it to that row in generator/figures/"
            raise FormulaError(what, one.function, mend)


def functions(what: Iterable[ModuleType | Callable[..., Any]]) -> tuple[Callable[..., Any], ...]:
    """The functions of modules, and single ones."""
    each = [[f.function for f in formulas(one).values()] if isinstance(one, ModuleType) else [one] for one in what]
    return tuple(chain.from_iterable(each))


@cache
def in_order(each: tuple[Callable[..., Any], ...]) -> Plan:
    """The formulas of functions. Raises FormulaError where they go in a circle."""
    chosen = {one.__name__: formula(one) for one in each}
    waits = {name: [need for need in one.takes if need in chosen] for name, one in chosen.items()}
    try:
        order = tuple(TopologicalSorter(waits).static_order())
    except CycleError as error:
        circle = error.args[1]
        what_is_wrong = f"formulas go in a circle: {' → '.join(circle)}"
        raise FormulaError(what_is_wrong, chosen[circle[0]].function, "let one of them take something else") from None
    needs = {need for one in chosen.values() for need in one.takes}
    return Plan({name: chosen[name] for name in order}, frozenset(needs - chosen.keys()))
