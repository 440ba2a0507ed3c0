"""Formulas: plain functions, with the units they take and give.

In: modules of `calculation`, or single functions. Out: a `Formula` for each, and the order in which they can be called.
"""

import inspect
from collections.abc import Callable, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from types import ModuleType
from typing import Any, NamedTuple, get_args

from generator.errors import FormulaError
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


@cache
def in_order(functions: tuple[Callable[..., Any], ...]) -> tuple[str, ...]:
    """The names of functions, each after those that it takes. Raises FormulaError where they go in a circle."""
    chosen = {function.__name__: formula(function).takes for function in functions}
    waits = {name: [need for need in takes if need in chosen] for name, takes in chosen.items()}
    try:
        return tuple(TopologicalSorter(waits).static_order())
    except CycleError as error:
        circle, by_name = error.args[1], {function.__name__: function for function in functions}
        what = f"formulas go in a circle: {' → '.join(circle)}"
        raise FormulaError(what, by_name[circle[0]], "let one of them take something else") from None
