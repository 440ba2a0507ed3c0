"""What holds for every formula: its dimension, its arrays, that it moves one way, and how it is written."""

import ast
import inspect
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from random import Random
from types import ModuleType
from typing import Any

import numpy as np
import pint
import pytest

from generator import units
from generator.calculation import constants, load_case, traffic
from generator.figures.bounds import Mover, span
from generator.figures.formulas import Formula, formula, formulas
from generator.figures.ranges import way
from generator.units import MinutesPerHour, Share, TokensPerPage, TokensPerRequest, Unit, YesNo
from tests.calculation import every

FED = [one for one in every.FORMULAS if one.takes]
"""The formulas that take anything: all but constants."""


def but(holds: Callable[[Formula], bool]) -> list[str]:
    """The formulas for which something does not hold."""
    return [every.name(one) for one in every.FORMULAS if not holds(one)]


def modules_but(holds: Callable[[ModuleType], bool]) -> list[str]:
    """The modules of formulas for which something does not hold."""
    return [module.__name__ for module in every.MODULES if not holds(module)]


# Dimensions

registry: Any = pint.UnitRegistry(None)
DIMENSIONS = sorted(
    {
        word
        for unit in (getattr(alias, "__metadata__", [None])[0] for alias in vars(units).values())
        if isinstance(unit, Unit)
        for word in unit.dimension.split(" / ")
    }
    - {"dimensionless"}
)
for word in DIMENSIONS:
    registry.define(f"{word} = [{word}]")


def quantity(number: Fraction, unit: Unit) -> Any:
    return registry.Quantity(float(number), registry.parse_units(unit.dimension))


def quantities(value: every.Value, unit: Unit) -> Any:
    return tuple(quantity(one, unit) for one in value) if isinstance(value, tuple) else quantity(value, unit)


def fault_of_dimension(one: Formula) -> str:
    """What is wrong with the dimension of a formula, or nothing."""
    values = {key: quantities(value, one.takes[key]) for key, value in every.given(Random(1), one).items()}
    try:
        found = one.function(**values)
    except (pint.DimensionalityError, ValueError) as error:
        return str(error)
    if one.unit.logical:
        return "" if isinstance(found, bool | np.bool_) else f"{found!r} is no yes or no"
    if not isinstance(found, registry.Quantity):
        return f"{found!r} has no unit"
    declared = registry.parse_units(one.unit.dimension)
    return "" if found.units == declared else f"{found.units} is not {declared}"


def test_tokens_requests_pages_sites_and_times_do_not_turn_into_each_other() -> None:
    assert {"minute", "page", "request", "site", "token", "view"} <= {*DIMENSIONS}
    for word in DIMENSIONS:
        others = [other for other in DIMENSIONS if other != word]
        assert not any(registry.Quantity(1, word).is_compatible_with(other) for other in others)


def test_a_formula_gives_the_unit_that_it_declares() -> None:
    assert {every.name(one): fault for one in FED if (fault := fault_of_dimension(one))} == {}


def test_only_constants_take_nothing_and_each_carries_its_unit_into_what_uses_it() -> None:
    assert [one for one in every.FORMULAS if not one.takes] == [*formulas(constants).values()]
    hour = quantity(constants.minutes_per_hour(), MinutesPerHour.__metadata__[0])  # type: ignore[attr-defined]
    day, days = registry.Quantity(8.0, "hour / day"), registry.Quantity(30.0, "day")
    assert traffic.active_minutes(days, day, hour) == registry.Quantity(14_400.0, "minute")


def divides(input_tokens: TokensPerPage, cached: TokensPerRequest) -> TokensPerPage:
    return input_tokens / cached


def adds(input_tokens: TokensPerPage, cached: TokensPerRequest) -> TokensPerPage:
    return input_tokens + cached


def adds_one(input_tokens: TokensPerPage) -> TokensPerPage:
    return input_tokens + 1


def compares(input_tokens: TokensPerPage, cached: TokensPerRequest) -> YesNo:
    return input_tokens > cached


def declares_a_share(input_tokens: TokensPerPage) -> Share:
    return input_tokens


def forgets_its_input(input_tokens: TokensPerPage) -> TokensPerPage:  # noqa: ARG001  # that is its fault
    return Fraction(7)


def answers_with_a_number(input_tokens: TokensPerPage) -> YesNo:
    return input_tokens  # type: ignore[return-value]  # that is its fault


@pytest.mark.parametrize(
    "wrong", [divides, adds, adds_one, compares, declares_a_share, forgets_its_input, answers_with_a_number]
)
def test_a_formula_of_a_wrong_dimension_is_caught(wrong: Callable[..., Any]) -> None:
    assert fault_of_dimension(formula(wrong)) != ""


# Arrays


def test_a_formula_gives_of_arrays_element_by_element_what_it_gives_of_fractions() -> None:
    for one in FED:
        random = Random(every.name(one))
        cases = [every.given(random, one) for _ in range(10)]
        exact = [one.function(**case) for case in cases]
        found = one.function(**{key: stacked([case[key] for case in cases]) for key in one.takes})
        assert found.shape == (10,), every.name(one)
        if one.unit.logical:
            assert found.tolist() == exact, every.name(one)
        else:
            np.testing.assert_allclose(
                found, [float(value) for value in exact], rtol=1e-9, atol=1e-8, err_msg=every.name(one)
            )


def stacked(values: list[Any]) -> Any:
    if isinstance(values[0], tuple):
        return tuple(stacked(list(row)) for row in zip(*values, strict=True))
    return np.array([float(value) for value in values])


# One way: what `figures` rests on when it looks for low and high at the ends of ranges


def moves(one: Formula, case: dict[str, every.Value], key: str, values: list[Fraction], row: int) -> set[int]:
    """The ways (down, up) in which the formula moves while one parameter, or one row of its column, rises."""
    found = []
    for value in sorted(values):
        whole = case[key]
        changed = (*whole[:row], value, *whole[row + 1 :]) if isinstance(whole, tuple) else value
        found.append(one.function(**{**case, key: changed}))
    return {(after > before) - (after < before) for before, after in pairwise(found)} - {0}


@pytest.mark.slice(6)
@pytest.mark.parametrize("sixth", range(6))
def test_a_formula_moves_one_way_with_each_of_its_parameters_whatever_the_others_are(sixth: int) -> None:
    for one in (one for one in FED if every.name(one) not in every.LEFT_OVER | every.OF_A_DIFFERENCE):
        random = Random(f"{every.name(one)} {sixth}")
        for key in sorted(one.takes.keys() - every.STEPS):
            ways: set[int] = set()
            for number in range(6):
                values = [every.fitting(random, key, one.takes[key]) for _ in range(4)]
                ways |= moves(one, every.given(random, one), key, values, number % 3)
            assert len(ways) <= 1, f"{key} moves {every.name(one)} both ways"


def test_the_step_of_a_rounding_alone_moves_a_formula_both_ways() -> None:
    stepped = {key for one in every.FORMULAS for key in one.takes if key in every.STEPS}
    assert stepped == every.STEPS
    case = {"unrounded_pages_per_minute": Fraction(10), "rounding_step": Fraction(1)}
    steps = [Fraction(step) for step in (4, 5, 6)]
    assert moves(formula(load_case.pages_per_minute), dict(case), "rounding_step", steps, 0) == {-1, 1}


def test_what_rounding_leaves_over_moves_both_ways_and_no_bounds_call_it_certain() -> None:
    (one,) = (formula for formula in FED if every.name(formula) in every.LEFT_OVER)
    numbers = {"turns": Fraction(2), "block_tokens": Fraction(10), "least_prefix_tokens": Fraction(0)}
    case: dict[str, every.Value] = {**numbers, "input_tokens": Fraction(0), "growth_tokens": Fraction(0)}
    assert moves(one, case, "input_tokens", [Fraction(tokens) for tokens in (5, 8, 12)], 0) == {-1, 1}
    mover = Mover(frozenset([("p", "low")]), frozenset([("p", "high")]), {"p": 1})
    found = one.function(**{**case, "input_tokens": span(5, 12, mover)})
    assert (found.low, found.high) == (0, 10)
    assert not way(found.slopes).certain


def test_what_a_price_above_another_costs_moves_both_ways_and_its_bounds_hold_it_all_the_same() -> None:
    (one,) = (formula for formula in FED if every.name(formula) in every.OF_A_DIFFERENCE)
    case: dict[str, every.Value] = {"input_price": Fraction(3), "per_tokens": Fraction(1)}
    case |= {"written_tokens_of_month": Fraction(10), "written_price": Fraction(3)}
    mover = Mover(frozenset([("p", "low")]), frozenset([("p", "high")]), {"p": 1})
    found = one.function(**{**case, "written_price": span(2, 5, mover)})
    assert (found.low, found.high) == (-10, 20)


def test_a_formula_that_turns_back_is_seen() -> None:
    def turns(taken: Share) -> Share:
        return taken * (1 - taken)

    thirds = [Fraction(n, 4) for n in (1, 2, 3)]
    assert moves(formula(turns), {"taken": Fraction(0)}, "taken", thirds, 0) == {-1, 1}


# How a formula is written


def tree(module: ModuleType) -> ast.Module:
    return ast.parse(inspect.getsource(module))


def test_a_formula_module_holds_its_docstring_imports_and_formulas_and_nothing_else() -> None:
    def is_so(module: ModuleType) -> bool:
        first, *rest = tree(module).body
        return isinstance(first, ast.Expr) and all(isinstance(one, ast.ImportFrom | ast.FunctionDef) for one in rest)

    assert modules_but(is_so) == []


def test_the_docstring_of_a_formula_module_says_what_goes_in_and_what_comes_out() -> None:
    def is_so(module: ModuleType) -> bool:
        said = " ".join((module.__doc__ or "").split())
        return -1 < said.find(" In: ") < said.find(". Out: ") and said.endswith(".")

    assert modules_but(is_so) == []


def test_a_formula_module_imports_units_and_verbs_alone() -> None:
    known = {"fractions", "generator.units", "generator.calculation.verbs"}

    def is_so(module: ModuleType) -> bool:
        imported = {node.module for node in ast.walk(tree(module)) if isinstance(node, ast.ImportFrom)}
        return imported <= known and not any(isinstance(node, ast.Import) for node in ast.walk(tree(module)))

    assert modules_but(is_so) == []


def parts(one: Formula) -> Any:
    """The definition of a formula: its sentence and what it gives."""
    return ast.parse(inspect.getsource(one.function)).body[0]


def test_a_formula_is_a_sentence_and_one_return() -> None:
    def is_so(one: Formula) -> bool:
        said, gives = parts(one).body
        says = said.value.value
        return isinstance(says, str) and says.endswith(".") and isinstance(gives, ast.Return)

    assert but(is_so) == []


def test_a_formula_has_no_decorator_and_no_default() -> None:
    def is_bare(one: Formula) -> bool:
        parameters = inspect.signature(one.function).parameters.values()
        plain = inspect.Parameter.POSITIONAL_OR_KEYWORD
        return not parts(one).decorator_list and all(
            each.default is each.empty and each.kind is plain for each in parameters
        )

    assert but(is_bare) == []


def test_a_formula_uses_every_parameter_that_it_takes() -> None:
    def used(one: Formula) -> set[str]:
        return {node.id for node in ast.walk(parts(one).body[1]) if isinstance(node, ast.Name)}

    assert but(lambda one: one.takes.keys() <= used(one)) == []


def test_a_column_is_named_after_the_figure_of_its_rows() -> None:
    def is_named_so(one: Formula) -> bool:
        return all(key.startswith("each_") == every.is_column(one, key) for key in one.takes)

    assert but(is_named_so) == []
