"""A figure says its name, its formula, its value and its range in few words."""

from dataclasses import replace
from fractions import Fraction

import pytest

from generator.calculation import page
from generator.errors import Place
from generator.figures.derivation import least_ends, numbers, rows, short_names, symbol, symbols, value, value_range
from generator.figures.figure import Figure, Origin, ancestors, given_figure, work_out
from generator.figures.ranges import BOUNDED, SEARCHED
from generator.inputs.quantities import unit_of
from generator.units import TokensPerPage
from tests.conftest import FULL, UNITS, Built
from tests.sheets import NO_VARIANT, sheet_of, whole_sheet


@pytest.mark.parametrize(
    ("name", "symbolic", "numeric"),
    [
        ("production.peak.requests_per_minute", "pages_per_minute × requests_per_page", "1,050 × 7"),
        (
            "production.peak.uncached_tokens_per_minute",
            "uncached_input_tokens_per_minute + output_tokens_per_minute",
            "8,116,500 + 5,124,000",
        ),
        ("page_profiles.all-cerebras.requests_per_page", "total of all requests_per_page", "1 + 5 + 1"),
        (
            "production.peak.pages_per_minute",
            "unrounded_pages_per_minute rounded up to a multiple of rounding_step",
            "~1,037.9 rounded up to a multiple of 50",
        ),
        (
            "page_profiles.all-cerebras.cache_rate",
            "cached_input_tokens_per_page ÷ input_tokens_per_page",
            "12,520 ÷ 20,250",
        ),
        (
            "savings.query-deduplication.kept_pages_per_minute",
            "unrounded_pages_per_minute × (1 − taken)",
            "~1,037.9 × (1 − 30%)",
        ),
        ("demo.peak.is_negligible", "share_of_headline < negligible_below", "~0.476% < 1%"),
        (
            "page_profiles.all-cerebras.models.gpt-oss-120b.is_heaviest",
            "tokens_per_request ≥ greatest of each tokens_per_request",
            "13,500 ≥ greatest of 13,500, 2,240, 430",
        ),
        ("constants.minutes_per_hour", "60", "60"),
        ("scenarios.production.sites", "", ""),
    ],
)
def test_a_formula_reads_in_symbols_and_in_numbers(cerebras: Built, name: str, symbolic: str, numeric: str) -> None:
    assert (symbols(cerebras.sheet[name]), numbers(cerebras.sheet[name])) == (symbolic, numeric)


def test_a_column_reads_as_each_of_its_figures_and_nothing_else_is_changed() -> None:
    assert symbol("each_share_of_each_model") == "each share_of_each_model"
    assert symbol("share_of_each_model") == "share_of_each_model"


def test_a_column_of_no_figures_reads_as_nothing_but_zero() -> None:
    (figure,) = work_out("x", {"each_input_tokens_per_page": ()}, page.input_tokens_per_page).values()
    assert (symbols(figure), numbers(figure)) == ("total of all input_tokens_per_page", "0")


def test_every_formula_of_a_sheet_can_be_read() -> None:
    for figure in whole_sheet(FULL).values():
        assert bool(symbols(figure)) == bool(numbers(figure)) == (figure.formula is not None)


@pytest.mark.parametrize(
    ("names", "short"),
    [
        (["a.b.tokens", "a.c.tokens", "a.c.share"], ["b.tokens", "c.tokens", "share"]),
        (["glm-4.7.tokens", "x.glm-4.7.tokens"], ["glm-4.7.tokens", "x.glm-4.7.tokens"]),
        (["models.llama-3.3-70b.tokens", "models.glm-4.7.tokens"], ["llama-3.3-70b.tokens", "glm-4.7.tokens"]),
        (["tokens", "a.tokens"], ["tokens", "a.tokens"]),
    ],
)  # fmt: skip
def test_a_short_name_is_the_shortest_end_that_no_other_name_shares(names: list[str], short: list[str]) -> None:
    assert list(short_names(names).values()) == short


def test_short_names_differ_in_every_tree() -> None:
    for figure in whole_sheet(FULL).values():
        short = short_names(ancestors(figure))
        assert len(set(short.values())) == len(short)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (
            "production.peak.uncached_tokens_per_minute",
            "from 12,715,500 (block-template.tokens at its high) "
            "to 20,320,500 (block-template.tokens at its low, sites_at_peak at its high)",
        ),
        ("production.peak.pages_per_minute", "from 1,050 to 1,550 (sites_at_peak at its high)"),
        ("scenarios.production.load_cases.peak.sites_at_peak", "from 2 to 3"),
        ("scenarios.production.sites", ""),
        ("demo.peak.is_negligible", ""),
    ],
)
def test_a_range_names_the_ends_that_made_it(cerebras: Built, name: str, says: str) -> None:
    figure = cerebras.sheet[name]
    assert value_range(figure, short_names(ancestors(figure))) == says


def spread(name: str) -> Figure:
    ends = (Fraction(1), Fraction(2), Fraction(3))
    return given_figure(name, ends, unit_of(TokensPerPage), "", Origin(Place(""), ""))


@pytest.mark.parametrize(
    ("count", "says"),
    [
        (2, "from 2 (a at its low, b at its low) to 6 (a at its high, b at its high)"),
        (3, "from 3 (a at its low, b at its low, c at its low) to 9 (a at its high, b at its high, c at its high)"),
        (
            4,
            "from 4 (a at its low, b at its low, c at its low and 1 more) "
            "to 12 (a at its high, b at its high, c at its high and 1 more)",
        ),
    ],
)
def test_a_range_names_three_ends_and_counts_the_others(count: int, says: str) -> None:
    column = tuple(spread(name) for name in "abcd"[:count])
    row = work_out("x", {"each_input_tokens_per_page": column}, page.input_tokens_per_page)
    assert value_range(row["input_tokens_per_page"], {}) == says


def test_the_ends_that_are_named_make_the_end_and_none_of_them_can_be_left_out(cerebras: Built) -> None:
    for figure in cerebras.sheet.values():
        for ends, made in ((figure.low_ends, figure.low), (figure.high_ends, figure.high)):
            least = least_ends(figure, ends, made)
            assert figure.at(least) == made
            assert all(figure.at(least - {end}) != made for end in least)


def test_a_value_carries_its_unit_and_a_share_its_sign(cerebras: Built) -> None:
    assert value(cerebras.sheet["production.peak.requests_per_minute"]) == "7,350 requests/min"
    assert value(cerebras.sheet["scenarios.production.generative_share"]) == "10%"
    assert value(cerebras.sheet["demo.peak.is_negligible"]) == "yes"


def test_a_value_of_1_has_its_unit_for_one(cerebras: Built) -> None:
    path = "page_profiles.all-cerebras"
    assert value(cerebras.sheet[f"{path}.requests_per_page"]) == "7 requests/page"
    assert value(cerebras.sheet[f"{path}.calls.reasoning.requests_per_page"]) == "1 request/page"
    assert value(cerebras.sheet["scenarios.production.sites"]) == "10 sites"


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ("", "from 1 (a at its low) to 3 (a at its high)"),
        (BOUNDED, "from 1 (a at its low) to 4 (a bound: it never passes it, and may not reach it)"),
        (SEARCHED, "from 1 (a at its low) (searched for: it may pass it) to 4 (searched for: it may pass it)"),
    ],
)
def test_a_range_says_which_of_its_ends_are_certain_bounds_or_searched_for(how: str, says: str) -> None:
    (figure,) = work_out("x", {"each_input_tokens_per_page": (spread("a"),)}, page.input_tokens_per_page).values()
    if how:
        figure = replace(figure, how=how, high=Fraction(4), high_ends=frozenset())
    assert value_range(figure, {}) == says


def test_a_figure_that_may_only_be_more_is_at_its_low_end() -> None:
    assert replace(spread("a"), low=Fraction(2)).at_low_end
    assert not spread("a").at_low_end
    assert not replace(spread("a"), low=Fraction(2), high=Fraction(2)).at_low_end


def test_the_greatest_of_figures_that_are_no_column_names_each() -> None:
    units = sheet_of(UNITS, NO_VARIANT)["request.models.scribe-2.units"]
    assert symbols(units) == "greatest of units_in_steps, least_units"
    assert numbers(units) == "greatest of 55, 15"


def test_figures_become_plain_rows() -> None:
    ends = Fraction(90), Fraction(100), Fraction("110.5")
    one = given_figure("whole", ends, unit_of(TokensPerPage), "All.", Origin(Place("a.yaml", 1, 2), "assumed"))
    row = work_out("x", {"each_input_tokens_per_page": (one,)}, page.input_tokens_per_page)
    given, counted = rows({"whole": one, **row})
    plain = {"value": 100, "low": 90, "high": 110.5, "unit": "tokens/page", "text": "100"}
    assert given == {"name": "whole", **plain, "says": "All.", "place": "a.yaml:1:2", "source": "assumed"}
    assert (counted["name"], counted["place"], counted["source"]) == ("x.input_tokens_per_page", "", "")
    assert [type(given[key]) for key in ("value", "high")] == [int, float]
