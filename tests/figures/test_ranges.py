"""Where a figure rests on many ranges, its lowest and highest are found as all corners would give them."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.figures import ranges as corners
from generator.figures.figure import Figure, Row, Sheet, work_out
from generator.figures.sheet import calculate
from generator.inputs import load
from generator.units import PagesPerMinute, TokensPerPage
from tests.figures.test_figure import (
    PACE,
    PART,
    Ends3,
    brute_force,
    ends_of,
    figure,
    kept,
    most,
    part,
    ranged,
    stepped,
    summed,
)


@pytest.mark.parametrize("sign", [1, -1])
def test_where_no_range_alone_moves_a_figure_the_search_still_finds_its_lowest_and_its_highest(sign: int) -> None:
    pairs = [(f"a{n}", f"b{n}") for n in range(corners.MOST_CORNERS)]

    def measure(ends: corners.Ends) -> int:
        """A pair adds one where both are at the same end, and takes one where they are not."""
        at = {name: 1 if end == "high" else -1 for name, end in ends}
        return sign * sum(at.get(one, 0) * at.get(other, 0) for one, other in pairs)

    found = [measure(ends) for ends in corners.corners([name for pair in pairs for name in pair], measure, [])]
    assert (min(found), max(found)) == (-len(pairs), len(pairs))


def many(count: int, whole: Iterable[Ends3], taken: Ends3) -> tuple[Row, Mapping[str, Ends3]]:
    """`count` wholes of which a share is taken, summed, compared and stepped."""
    column = {f"whole-{n}": one for n, one in zip(range(count), whole, strict=True)}
    rest = figure("taken", *taken, unit=PART)
    kept_ones = tuple(
        work_out(name, {"whole": figure(name, *one), "taken": rest}, kept) for name, one in column.items()
    )
    sums = work_out("sum", {"each_kept": tuple(row["kept"] for row in kept_ones)}, summed)
    limit = figure("limit", 60 * count)
    given_ones = {"kept": sums["summed"], "whole": limit, "doubled": sums["summed"]}
    row = work_out("sum", given_ones, part, most)
    row |= work_out("sum", {"pace": as_pace(sums["summed"]), "step": figure("step", 50, unit=PACE)}, stepped)
    return {**sums, **row}, {**column, "taken": taken}


def as_pace(one: Figure) -> Figure:
    def pace(summed: TokensPerPage) -> PagesPerMinute:
        """The same number as a pace."""
        return summed

    return work_out("sum", {"summed": one}, pace)["pace"]


@settings(max_examples=5)
@given(st.lists(ranged(100), min_size=corners.MOST_CORNERS + 1, max_size=corners.MOST_CORNERS + 1), ranged(100, 100))
def test_beyond_the_most_corners_the_ends_are_still_those_of_every_corner(whole: list[Ends3], taken: Ends3) -> None:
    row, ranges = many(len(whole), whole, taken)
    limit = 60 * len(whole)

    def rest(*corner: Fraction) -> Fraction:
        return sum(corner[:-1], Fraction(0)) * (1 - corner[-1])

    assert ends_of(row["summed"]) == brute_force(ranges, rest)
    assert ends_of(row["part"]) == brute_force(ranges, lambda *corner: rest(*corner) / limit)
    assert ends_of(row["most"]) == brute_force(ranges, lambda *corner: rest(*corner) > limit)
    assert ends_of(row["stepped"]) == brute_force(ranges, lambda *corner: Fraction(ceil(rest(*corner) / 50) * 50))


def test_beyond_the_most_corners_a_yes_that_only_several_ranges_together_make_a_no_is_not_said() -> None:
    wholes = [(Fraction(90), Fraction(100), Fraction(110))] * (corners.MOST_CORNERS + 1)
    row, _ = many(len(wholes), wholes, (Fraction(1, 10), Fraction(3, 10), Fraction(35, 100)))
    assert row["most"].value is True
    assert row["most"].low is False
    assert not row["most"]


RANGES = {
    "page_profiles.all-cerebras.calls.hero.requests_per_page": "{low: 0, likely: 1, high: 4}",
    "page_profiles.all-cerebras.calls.classification.requests_per_page": "{low: 0, likely: 1, high: 6}",
    "page_profiles.all-cerebras.calls.reasoning.requests_per_page": "{low: 0.1, likely: 1, high: 2}",
    "page_profiles.all-cerebras.calls.reasoning.input_tokens": "{low: 9750, likely: 11500, high: 16000}",
    "page_profiles.all-cerebras.components.product-catalogue.tokens": "{low: 100, likely: 1750, high: 1750}",
    "page_profiles.all-cerebras.components.block-template.tokens": "500",
    "caching.prefix_cache.hit_rate": "{low: 60%, likely: 90%, high: 100%}",
    "scenarios.production.peak.page_views_per_minute_per_site": "{low: 3000, likely: 5000, high: 5500}",
}
"""Which end of one lowers a mean or a share depends on the ends of the others."""


@pytest.fixture(scope="module")
def by_either_way() -> tuple[Sheet, Sheet]:
    """A proposal with many ranges: its sheet by every corner, and its sheet by the short way alone."""
    proposal = load("tests/proposals/seed", RANGES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(corners, "MOST_CORNERS", 99)
        every = calculate(proposal)
        patch.setattr(corners, "MOST_CORNERS", 0)
        return every, calculate(proposal)


def test_on_a_real_proposal_the_short_way_finds_the_ends_that_every_corner_gives(
    by_either_way: tuple[Sheet, Sheet],
) -> None:
    every, short = by_either_way
    assert max(len(one.ranges) for one in every.values()) >= 7
    other = {name for name, one in every.items() if ends_of(one) != ends_of(short[name])}
    # The ratio of two rates that are each rounded to a step is flat in between, so that the search may end too early.
    assert other <= {"savings.query-deduplication.saved_share_of_uncached_tokens"}


def test_the_short_way_never_finds_an_end_that_no_corner_has(by_either_way: tuple[Sheet, Sheet]) -> None:
    every, short = by_either_way
    assert all(every[name].low <= one.low <= one.value <= one.high <= every[name].high for name, one in short.items())
