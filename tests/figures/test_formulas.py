"""Formulas: which functions of a module are some, and the units that each must say."""

from fractions import Fraction
from types import ModuleType

import pytest

from generator.calculation import mixed_load, traffic
from generator.errors import FormulaError
from generator.figures.figure import work_out
from generator.figures.formulas import formulas
from generator.units import TokensPerPage
from tests.figures.test_figure import figure


def test_a_module_gives_all_its_formulas() -> None:
    assert list(formulas(mixed_load)) == [name for name in vars(mixed_load) if name in formulas(mixed_load)]
    assert set(formulas(traffic)) == {
        "pages_per_site",
        "pages",
        "active_minutes",
        "sustained_pages_per_minute_per_site",
        "sustained_pages_per_minute",
    }


def test_the_verbs_that_a_module_imports_are_no_formulas_of_it() -> None:
    assert "total" not in formulas(calculation("page"))


def calculation(name: str) -> ModuleType:
    import importlib

    return importlib.import_module(f"generator.calculation.{name}")


def test_a_parameter_without_a_unit_is_refused() -> None:
    def bare(whole) -> TokensPerPage:  # type: ignore[no-untyped-def]
        """Has no unit."""
        return Fraction(whole)

    with pytest.raises(FormulaError, match=r"test_formulas\.bare: whole has no unit$"):
        work_out("x", {"whole": figure("whole", 1)}, bare)


def test_a_formula_without_a_unit_of_its_result_is_refused() -> None:
    def bare(whole: TokensPerPage) -> Fraction:
        """Has no unit."""
        return whole

    with pytest.raises(FormulaError, match=r"test_formulas\.bare: return has no unit$"):
        work_out("x", {"whole": figure("whole", 1)}, bare)
