"""Every formula of the calculation becomes one of a spreadsheet, and none that is none."""

from collections.abc import Callable
from fractions import Fraction
from types import ModuleType
from typing import Any

import pytest

from generator.calculation import (
    binding,
    capacity_units,
    case_share,
    even_load,
    least_prefix,
    load_case,
    mixed_load,
    page,
    saving,
    sensitivity,
    traffic,
    turns,
)
from generator.calculation.verbs import greatest, round_up
from generator.figures.figure import Figure, Number
from generator.figures.formulas import formulas
from generator.print.workbook_formulas import MOST_LENGTH, written
from generator.units import Unit

NUMBER, YES_NO = Unit("", "dimensionless"), Unit("", "dimensionless", logical=True)


def figure(name: str, value: Number = Fraction(1)) -> Figure:
    return Figure(name, YES_NO if isinstance(value, bool) else NUMBER, "", value)


def no_room(formula: str, _: Number) -> str:
    raise AssertionError(formula)


def formula_of(function: Callable[..., Any], **needs: Figure | tuple[Figure, ...]) -> str | None:
    names = function.__code__.co_varnames[: function.__code__.co_argcount]
    given = {name: needs.get(name, figure(name)) for name in names}
    return written(function, given, lambda one: one.name, no_room)


@pytest.mark.parametrize(
    ("function", "text"),
    [
        (page.tokens_per_page, "input_tokens_per_page+output_tokens_per_page"),
        (even_load.unrounded_pages_per_minute, "sites*pages_per_minute_per_site"),
        (load_case.pages_per_minute, "-INT(-ROUND(unrounded_pages_per_minute/rounding_step,9))*rounding_step"),
        (mixed_load.no_site_at_peak, "ROUND(sites_at_peak,6)=0"),
        (saving.costs_uncached_tokens, "ROUND(added_uncached_tokens_per_minute,6)>0"),
        (case_share.is_negligible, "share_of_headline<negligible_below-1E-11*(1+ABS(negligible_below))"),
        (sensitivity.lowered, "assumption*(1-moves_by)"),
        (sensitivity.with_fewer_of_its_own, "input_tokens-(specific_tokens*moves_by)"),
        (
            sensitivity.tokens_at_low,
            "(low_tokens_per_minute-tokens_per_minute)/tokens_per_minute",
        ),
        (turns.grown_tokens, "growth_tokens*(turns-1)"),
        (turns.repeated_growth_tokens, "growth_tokens*(turns-1)*((turns-1)-1)/2"),
        (capacity_units.units, "MAX(units_in_steps,least_units)"),
        (
            least_prefix.long_enough_tokens,
            "IF(prefix_tokens>=least_prefix_tokens-1E-11*(1+ABS(least_prefix_tokens)),prefix_tokens,0)",
        ),
        (
            case_share.share_of_headline,
            "IF(AND(tokens_per_minute=0,headline_tokens_per_minute=0),0,tokens_per_minute/headline_tokens_per_minute)",
        ),
    ],
)
def test_a_formula_reads_as_its_function_does(function: Callable[..., Any], text: str) -> None:
    assert formula_of(function) == text


def test_a_column_is_a_list_and_each_yes_of_it_counts_as_one() -> None:
    columns = (figure("a", Fraction(2)), figure("b", Fraction(3)))
    assert formula_of(page.input_tokens_per_page, each_input_tokens_per_page=columns) == "SUM(a,b)"
    assert formula_of(page.input_tokens_per_page, each_input_tokens_per_page=()) == "0"
    judged = (figure("a", True), figure("b", False))
    assert formula_of(sensitivity.slight, each_is_slight=judged) == "SUM(N(a),N(b))"


def test_of_a_column_that_no_formula_holds_parts_stand_aside() -> None:
    aside: list[tuple[str, Number]] = []

    def room(formula: str, value: Number) -> str:
        aside.append((formula, value))
        return f"part{len(aside)}"

    column = tuple(figure(f"a_long_name_of_a_cell_{at}", Fraction(at)) for at in range(1000))
    found = written(binding.binds_at, {"each_times_published": column}, lambda one: one.name, room)
    assert found == f"MAX({','.join(f'part{at}' for at in range(1, len(aside) + 1))})"
    assert max(len(formula) for formula, _ in aside) < MOST_LENGTH
    assert max(value for _, value in aside) == 999
    assert ",".join(formula.removeprefix("MAX(").removesuffix(")") for formula, _ in aside) == ",".join(
        one.name for one in column
    )


def simulated(pages: Fraction) -> Fraction:
    """A number that draws gave."""
    return round_up(pages, greatest((pages, pages))) if pages else Fraction(id(pages))


def test_what_is_no_formula_of_the_calculation_is_none_of_a_spreadsheet() -> None:
    assert formula_of(simulated) is None


@pytest.mark.parametrize("module", [traffic, turns, page, saving])
def test_a_formula_names_each_figure_that_its_function_takes(module: ModuleType) -> None:
    for one in formulas(module).values():
        given: dict[str, Figure | tuple[Figure, ...]] = {
            name: (figure(f"<{name}>"),) if name.startswith("each_") else figure(f"<{name}>") for name in one.takes
        }
        found = written(one.function, given, lambda one: one.name, no_room)
        assert found is not None
        assert [name for name in one.takes if f"<{name}>" not in found] == []
