"""The second reckoning agrees with the sheet of any valid inputs, and notices a formula that is wrong."""

import ast
import inspect
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import Phase, given

from generator.calculation import sensitivity
from generator.figures.formulas import formulas
from generator.figures.sensitivity import is_second_order
from generator.figures.sheet import calculate
from generator.inputs import Proposal, load
from tests.calculation import every
from tests.conftest import CEREBRAS, FOREIGN, FULL, KINDS, SMALL, built
from tests.mutants.formulas import Mutant, in_place
from tests.reckoning.ends import Reckoned, otherwise, reckoned
from tests.reckoning.typed import read
from tests.remember import draws
from tests.strategies import Values, proposals, write

FOLDERS = (SMALL, FOREIGN, FULL, *KINDS, CEREBRAS)


@cache
def own(folder: Path) -> tuple[Reckoned, Proposal]:
    return reckoned(read(folder)), load(folder)


@pytest.mark.slice(2)
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_figure_of_a_frozen_proposal_is_what_is_reckoned(folder: Path) -> None:
    assert otherwise(own(folder)[0], built(folder).sheet) == []


@draws(1 / 8, phases=[Phase.generate])
@given(proposals())
def test_every_figure_of_any_valid_inputs_is_what_is_reckoned_and_no_corner_passes_its_ends(
    files: dict[str, Values],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        written = write(files, Path(folder))
        assert otherwise(reckoned(read(written)), calculate(load(written))) == []


UNRECKONED = ("drift", "offer", "offer_cost", "offer_month", "offered", "offered_in_pools", "offered_steps", "variant")
"""What was measured, tests/figures/test_measured.py holds; what variants are, tests/figures/test_varied.py;
what offers come to is in no document, and is held by hand in tests/worked/offers."""
RECKONED = [one for one in every.MODULES if one.__name__.rpartition(".")[2] not in UNRECKONED]


@pytest.mark.slice(8)
@pytest.mark.parametrize("module", RECKONED, ids=lambda module: module.__name__.rpartition(".")[2])
def test_a_formula_that_is_wrong_is_noticed(module: ModuleType) -> None:
    """Each formula gives one more, or the other answer: a proposal that uses it is not what is reckoned."""
    for mutant in wrong(module):
        likeliest = sorted(FOLDERS, key=lambda folder: (mutant.name not in used(folder, module), size(folder)))
        with in_place(mutant):
            assert any(differs(folder, second_order=module is sensitivity) for folder in likeliest), str(mutant)


def size(folder: Path) -> int:
    """How many figures a proposal has: the fewer, the sooner they are worked out."""
    return len(built(folder).sheet)


@cache
def used(folder: Path, module: ModuleType) -> set[str]:
    """The formulas of a module that a proposal's figures have."""
    every_one = {one.formula for one in built(folder).sheet.values() if one.formula}
    return {one.__name__ for one in every_one if one.__module__ == module.__name__}


OPPOSITE: dict[type, type[ast.cmpop]] = {
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Eq: ast.NotEq,
}


def wrong(module: ModuleType) -> Iterator[Mutant]:
    for name, one in formulas(module).items():
        tree: Any = ast.parse(inspect.getsource(one.function)).body[0]
        value = tree.body[-1].value
        if one.unit.logical:
            value.ops = [OPPOSITE[type(value.ops[0])]()]
        else:
            tree.body[-1].value = ast.BinOp(value, ast.Add(), ast.Constant(1))
        yield Mutant(module, name, ast.fix_missing_locations(tree), ast.unparse(tree.body[-1].value))


def differs(folder: Path, second_order: bool) -> bool:
    """How far others would move is looked at where its own formulas are wrong: it rests on all others."""
    must, proposal = own(folder)
    try:
        return otherwise(must if second_order else first_order(must), calculate(proposal, second_order)) != []
    except Exception:  # a formula whose range cannot be told is refused as loudly
        return True


def first_order(must: Reckoned) -> Reckoned:
    likely, low, high = (
        {name: one for name, one in row.items() if not is_second_order(name)}
        for row in (must.likely, must.low, must.high)
    )
    return Reckoned(likely, low, high, must.exact)
