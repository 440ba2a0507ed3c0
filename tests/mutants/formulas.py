"""Every formula, wrong in every small way: each must be noticed by the tests of the suite that look at formulas.

In: the formula modules. Out: for each mutant (a formula whose syntax tree differs in one place) the test that notices
it, or none. A mutant takes the formula's place in its module, in this process, while the tests are asked.
"""

import argparse
import ast
import importlib.util
import inspect
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from types import ModuleType
from typing import Any

from generator.figures.formulas import formula, formulas
from generator.figures.sheet import calculate
from tests.calculation import every, test_every_formula
from tests.calculation.worked import Example, examples
from tests.figures import test_sheet
from tests.mutants.trees import mutated

EQUIVALENT = {
    "mixed_load.no_site_at_peak: sites_at_peak <= 0": "no input is below zero: the inputs refuse it",
    "request.nothing_is_cached: cached_input_tokens_per_minute <= 0": "no token count is below zero",
    "busy_hour.is_busiest: pages_per_hour == pages_in_busiest_hour": "no hour has more than the busiest",
}
"""Mutants that no valid inputs tell from the formula, and why."""


@dataclass(frozen=True)
class Mutant:
    """A formula of a module with another tree."""

    module: ModuleType
    name: str
    function: ast.FunctionDef
    text: str

    def __str__(self) -> str:
        return f"{self.module.__name__.rpartition('.')[2]}.{self.name}: {self.text}"


def mutants(module: ModuleType) -> Iterator[Mutant]:
    """Every mutant of every formula of a module."""
    for name, one in formulas(module).items():
        tree: Any = ast.parse(inspect.getsource(one.function)).body[0]
        for body in mutated(tree.body[-1].value, list(one.takes)):
            function = deepcopy(tree)
            function.body[-1].value = body
            yield Mutant(module, name, ast.fix_missing_locations(function), ast.unparse(body))


@contextmanager
def in_place(mutant: Mutant) -> Iterator[Callable[..., Any]]:
    """While this lasts, the module holds the mutant instead of the formula."""
    right = getattr(mutant.module, mutant.name)
    exec(compile(ast.Module([mutant.function], []), str(mutant), "exec"), vars(mutant.module))
    formulas.cache_clear()
    try:
        yield getattr(mutant.module, mutant.name)
    finally:
        setattr(mutant.module, mutant.name, right)
        formulas.cache_clear()


def noticed(mutant: Mutant) -> str:
    """The first kind of test that the mutant fails, the quickest asked first; empty where it passes them all."""
    with in_place(mutant) as function:
        return next((kind for kind, fails in TESTS.items() if fails(mutant, function)), "")


def _examples(mutant: Mutant, function: Callable[..., Any]) -> bool:
    about = f"{mutant.module.__name__.rpartition('.')[2]}.{mutant.name}"
    own = [one for one in examples(mutant.module) if one.about == about]
    return any(_fails(partial(_gives, function, one)) for one in own)


def _sentences(mutant: Mutant, _: Callable[..., Any]) -> bool:
    module = f"tests.calculation.test_{mutant.module.__name__.rpartition('.')[2]}"
    if not importlib.util.find_spec(module):
        return False
    tests = importlib.import_module(module)
    plain = [
        one for key, one in vars(tests).items() if key.startswith("test_") and not inspect.signature(one).parameters
    ]
    return any(_fails(partial(_passes, one)) for one in plain)


def _dimension(_: Mutant, function: Callable[..., Any]) -> bool:
    return _fails(lambda: test_every_formula.fault_of_dimension(formula(function)) == "")


def _sheets(_: Mutant, __: Callable[..., Any]) -> bool:
    smallest_first = sorted(test_sheet.FOLDERS, key=lambda name: len(test_sheet.proposal(name).places))
    return any(map(_unlike, smallest_first))


def _unlike(name: str) -> bool:
    try:
        found = calculate(test_sheet.proposal(name))
    except Exception:  # whatever ends the calculation is noticed
        return True
    return test_sheet.unlike_by_hand(name, found) != []


def _gives(function: Callable[..., Any], one: Example) -> bool:
    return bool(function(**one.given) == one.expected)


def _passes(test: Callable[[], None]) -> bool:
    test()
    return True


def _fails(holds: Callable[[], bool]) -> bool:
    try:
        return not holds()
    except Exception:
        return True


TESTS: dict[str, Callable[[Mutant, Callable[..., Any]], bool]] = {
    "worked examples": _examples,
    "sentences of the module's tests": _sentences,
    "dimensions": _dimension,
    "worked figures of the proposals": _sheets,
}


def main(arguments: Sequence[str] = ()) -> int:
    """Prints for each module how many of its mutants were noticed, and each that was not; 1 where there is one."""
    parser = argparse.ArgumentParser(
        "python -m tests.mutants formulas", epilog="example: python -m tests.mutants formulas week_profile"
    )
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="of generator/calculation; all by default")
    asked = parser.parse_args(arguments).modules
    if unknown := sorted({*asked} - {*every.NAMES}):
        parser.error(f"no module of generator/calculation: {', '.join(unknown)}")
    by, survivors, equivalent = Counter[str](), list[str](), set[str]()
    for name, module in zip(every.NAMES, every.MODULES, strict=True):
        if asked and name not in asked:
            continue
        outcome = {str(one): noticed(one) for one in mutants(module)}
        alive = [one for one, kind in outcome.items() if not kind]
        equivalent |= {one for one in alive if one in EQUIVALENT}
        survivors += [one for one in alive if one not in EQUIVALENT]
        by.update(kind for kind in outcome.values() if kind)
        print(f"{name:14} {len(outcome) - len(alive):3} of {len(outcome):3} killed")
        for one in alive:
            print(f"  survives  {one}{'  (equivalent: ' + EQUIVALENT[one] + ')' if one in EQUIVALENT else ''}")
    unused = [] if asked else sorted(EQUIVALENT.keys() - equivalent)
    for one in unused:
        print(f"  is called equivalent, and is killed or gone  {one}")
    total = by.total() + len(survivors) + len(equivalent)
    print(f"{by.total()} of {total} killed: " + ", ".join(f"{by[kind]} by {kind}" for kind in TESTS))
    print(f"{len(equivalent)} equivalent, {len(survivors)} survive")
    return 1 if survivors or unused else 0
