"""Every formula module and every formula, and valid values to try them with.

In: the package. Out: its modules, its formulas, and random exact values that fit a formula's units.
"""

import importlib
import pkgutil
from collections.abc import Callable
from fractions import Fraction
from functools import cache, partial
from random import Random
from types import ModuleType
from typing import get_type_hints

from generator import calculation
from generator.figures.formulas import Formula, formulas
from generator.units import Unit

Value = Fraction | tuple[Fraction, ...]
NAMES = sorted(one.name for one in pkgutil.iter_modules(calculation.__path__) if one.name != "verbs")
MODULES: list[ModuleType] = [importlib.import_module(f"{calculation.__name__}.{name}") for name in NAMES]
FORMULAS: list[Formula] = [one for module in MODULES for one in formulas(module).values()]
STEPS = {"rounding_step", "block_tokens", "units_step", "step_tokens_per_minute"}
"""What something is rounded to a multiple of."""
OF_A_DIFFERENCE = {"offer_cost.writes_cost_per_month"}
"""What is worked out from a price above another, which may be below it."""
LEFT_OVER = {"turns.uncacheable_repeated_tokens"}
"""What rounding leaves over, which rises and falls by turns."""

OF_ONE = {"refused", "broken_off"}
"""Shares that are parts of one whole, and together no more than it: the inputs refuse others."""


def name(formula: Formula) -> str:
    """module.function, as tests show it."""
    return f"{formula.function.__module__.rpartition('.')[2]}.{formula.function.__name__}"


def is_column(formula: Formula, parameter: str) -> bool:
    """Whether the parameter is a column: the same figure of every row below."""
    return parameter in _columns(formula.function)


@cache
def _columns(function: Callable[..., object]) -> frozenset[str]:
    hints = get_type_hints(function).items()
    return frozenset(name for name, hint in hints if getattr(hint, "__origin__", None) is tuple)


def value(random: Random, unit: Unit) -> Fraction:
    """A valid number of that unit, above zero, often small and never above the bound of a share."""
    if unit.percent:
        return Fraction(random.randint(1, 100), 100)
    if unit.symbol == "turns":
        return Fraction(random.randint(1, 20))
    return Fraction(random.randint(1, random.choice((9, 999, 999_999))), random.choice((1, 1, 3, 8)))


def fitting(random: Random, parameter: str, unit: Unit) -> Fraction:
    """A valid number for a parameter, whatever the others are."""
    return value(random, unit) / (len(OF_ONE) if parameter in OF_ONE else 1)


def given(random: Random, formula: Formula, rows: int = 3) -> dict[str, Value]:
    """A valid value, or a column of them, for every parameter."""
    one = partial(fitting, random)
    return {
        key: tuple(one(key, unit) for _ in range(rows)) if is_column(formula, key) else one(key, unit)
        for key, unit in formula.takes.items()
    }
