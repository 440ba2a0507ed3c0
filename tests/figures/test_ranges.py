"""The least and the greatest of a figure are those of every corner; where steps turn it in between, it stays inside."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import product
from math import ceil
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.calculation.verbs import greatest, round_up
from generator.figures import ranges
from generator.figures.bounds import LIKELY
from generator.figures.figure import Figure, Given, Row, Sheet, work_out
from generator.figures.grid import MOST_CORNERS
from generator.figures.ranges import BOUNDED, EVERY, FEW, SEARCHED
from generator.figures.sheet import calculate
from generator.figures.sweep import sweep
from generator.inputs import Proposal, load
from generator.units import Each, PagesPerMinute, TokensPerPage, YesNo
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
from tests.remember import draws
from tests.sheets import sheet_of

FOLDER = Path("tests/proposals/seed")


def multiplied(left: TokensPerPage, right: TokensPerPage) -> TokensPerPage:
    """One times the other."""
    return left * right


@pytest.mark.parametrize(("pairs", "how"), [(EVERY // 2, ""), (MOST_CORNERS // 2, ""), (MOST_CORNERS, SEARCHED)])
def test_where_no_range_alone_moves_a_figure_its_ends_are_still_found(pairs: int, how: str) -> None:
    column = []
    for n in range(pairs):
        two = {"left": figure(f"left-{n}", -1, 0, 1), "right": figure(f"right-{n}", -1, 0, 1)}
        column.append(work_out(f"{n}", two, multiplied)["multiplied"])
    whole = work_out("x", {"each_kept": tuple(column)}, summed)["summed"]
    assert ends_of(whole) == (-pairs, 0, pairs)
    assert (whole.at(whole.low_ends), whole.at(whole.high_ends)) == (-pairs, pairs)
    assert whole.how == how


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


@draws(1 / 15)
@given(st.lists(ranged(100), min_size=9, max_size=9), ranged(100, 100))
def test_of_many_ranges_the_ends_are_those_of_every_corner(whole: list[Ends3], taken: Ends3) -> None:
    row, ranges = many(len(whole), whole, taken)
    limit = 60 * len(whole)

    def rest(*corner: Fraction) -> Fraction:
        return sum(corner[:-1], Fraction(0)) * (1 - corner[-1])

    assert ends_of(row["summed"]) == brute_force(ranges, rest)
    assert ends_of(row["part"]) == brute_force(ranges, lambda *corner: rest(*corner) / limit)
    assert ends_of(row["most"]) == brute_force(ranges, lambda *corner: rest(*corner) > limit)
    assert ends_of(row["stepped"]) == brute_force(ranges, lambda *corner: Fraction(ceil(rest(*corner) / 50) * 50))


def test_of_hundreds_of_ranges_that_each_move_a_figure_one_way_the_ends_are_certain() -> None:
    row, _ = many(300, [(Fraction(90), Fraction(100), Fraction(110))] * 300, (Fraction(0), Fraction(0), Fraction(1, 2)))
    assert (row["summed"].low, row["summed"].high, row["summed"].how) == (300 * 45, 300 * 110, "")
    assert (row["most"].low, row["most"].high) == (False, True)


# The real formulas, with ranges drawn at random: no corner is missed, and nothing in between lies beyond.

SETS = {"a few": 8, "requests": 9, "components": 9, "many": 30}
"""How many ranges, and where the most of them are: a call's requests move a mean either way, components fill blocks."""


def drawn(kind: str, seed: int) -> dict[str, str]:
    random, proposal = Random(f"{kind} {seed}"), load(FOLDER)
    leaves = [one for one in proposal.leaves() if ".facts." not in one.path and one.quantity.may_range]
    random.shuffle(leaves)
    wanted = {"requests": "requests_per_page", "components": ".components."}.get(kind, "")
    leaves.sort(key=lambda one: wanted not in one.path)
    changes = {one.path: _range(random, one.path, one.quantity.ends[1]) for one in leaves[: SETS[kind]]}
    return changes | {"caching.prefix_cache.block_tokens": random.choice(["to be agreed", "7", "128", "600"])}


MAY_FALL = ("requests_per_page", "output_tokens", "page_views_per_site", "per_minute_per_site", ".weeks")
MAY_RISE = ("requests_per_page", "_tokens", "page_views_per_site", "per_minute_per_site", ".sites", ".weeks")


def _range(random: Random, path: str, likely: Fraction) -> str:
    if path.endswith("sites_at_peak"):
        return "{low: 0, likely: 0, high: 4}" if likely == 0 else "{low: 1, likely: 2, high: 4}"
    if likely <= 1 and not path.endswith("requests_per_page"):
        low, high = sorted((random.randint(5, 60), random.randint(61, 100)))
        return f"{{low: {low}%, high: {high}%}}"
    falls = path.endswith(MAY_FALL) or ".components." in path
    least = likely * random.choice([2, 5, 9]) / 10 if falls else likely
    most = likely * random.choice([2, 3, 6]) if path.endswith(MAY_RISE) else likely
    return f"{{low: {float(least)}, likely: {float(likely)}, high: {float(most)}}}"


BETWEEN = 500
"""How many points are looked at between the corners."""


def points(sheet: Sheet, seed: int) -> tuple[dict[str, Any], int]:
    """Every corner of up to fourteen ranges (of more, some), then as many points between; and how many corners."""
    ranges = [one for one in sheet.values() if one.formula is None and one.varies]
    chance, corner = np.random.default_rng(seed), np.arange(2 ** min(len(ranges), 14))
    found = {}
    for place, one in enumerate(ranges):
        low, high = float(one.low), float(one.high)
        bit = corner >> place & 1 if place < 14 else chance.integers(0, 2, len(corner))
        between = low + (high - low) * np.clip(chance.random(BETWEEN) * 2 - 0.5, 0, 1)
        between = np.round(between) if one.unit.symbol == "sites" else between
        found[one.name] = np.concatenate([np.where(bit, high, low), between])
    return found, len(corner) if len(ranges) <= 14 else 0


@pytest.mark.slice(4)
@pytest.mark.parametrize("kind", SETS)
def test_no_values_of_the_ranges_lead_a_figure_beyond_its_ends(kind: str) -> None:
    sheet = calculate(sized(drawn(kind, 1)), sensitivity=False)
    given, corners = points(sheet, 1)
    ranged = {name: one for name, one in sheet.items() if one.ranges and one.formula}
    for name, values in sweep(sheet, given, ranged).items():
        one = ranged[name]
        if isinstance(one.value, bool):
            margin = bool(values.all()), bool(values.any())
            assert not one.low or margin[0], f"{name} is a yes at all ends"
            assert one.high or not margin[1], f"{name} is a no at all ends"
            continue
        low, high, near = float(one.low), float(one.high), 1e-7 * max(1, abs(values).max())
        if one.how != SEARCHED:
            assert low - near <= values.min() <= values.max() <= high + near, name
        if corners and not one.how:
            ends = values[:corners].min(), values[:corners].max()
            assert ends == pytest.approx((low, high), rel=1e-9, abs=near), name
        if one.how != BOUNDED:
            assert (one.at(one.low_ends), one.at(one.high_ends)) == (one.low, one.high), name


@pytest.mark.parametrize("few", [FEW, 0], ids=["every corner", "as of many ranges"])
def test_a_range_may_be_at_its_low_end_where_a_rounded_rate_is_least_and_where_it_is_greatest(
    few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sites are faster sustained than at their peak where page views are highest: fewer at peak is more there."""
    monkeypatch.setattr(ranges, "FEW", few)
    calls = "page_profiles.all-cerebras.calls.reasoning.requests_per_page"
    views = "{low: 100, likely: 10000, high: 300000000}"
    changes = {"scenarios.production.page_views_per_site": views, calls: "{low: 1, likely: 1, high: 2}"}
    sheet = sheet_of(FOLDER, changes)
    rate = sheet["production.peak.pages_per_minute"]
    sites = "scenarios.production.load_cases.peak.sites_at_peak"
    assert (dict(rate.low_ends)[sites], dict(rate.high_ends)[sites]) == ("low", "low")
    for path, page in (
        ("production.peak.models.gpt-oss-120b", "page_profiles.all-cerebras.models.gpt-oss-120b"),
        ("request", "page_profiles.all-cerebras"),
    ):
        one, requests = sheet[f"{path}.requests_per_minute"], sheet[f"{page}.requests_per_page"]
        assert (one.low, one.high, one.how) == (rate.low * requests.low, rate.high * requests.high, "")
    for one in sheet.values():
        corners = product(*[[(name, "low"), (name, "high")] for name in sorted(one.ranges)])
        every = [one.value, *(one.at(frozenset(ends)) for ends in corners)]
        assert one.low <= min(every) <= max(every) <= one.high, one.name
        assert one.how or (min(every), max(every)) == (one.low, one.high), one.name


def test_what_rests_on_a_bound_is_a_bound() -> None:
    """What rounding up adds has no ends where it is most; rounded again and doubled it is not said to have any."""

    def added(stepped: PagesPerMinute, pace: PagesPerMinute) -> PagesPerMinute:
        """What rounding up adds."""
        return stepped - pace

    def tens(added: PagesPerMinute) -> PagesPerMinute:
        """The same, rounded up to tens."""
        return round_up(added, Fraction(10))

    def twice(tens: PagesPerMinute) -> PagesPerMinute:
        """Twice as much."""
        return tens * 2

    given_ones = {"pace": figure("pace", 0, 100, 200, unit=PACE), "step": figure("step", 50, unit=PACE)}
    row = work_out("x", given_ones, stepped, added, tens, twice)
    assert row["twice"].high >= 2 * 50
    assert row["twice"].how == BOUNDED


def sized(changes: Mapping[str, str]) -> Proposal:
    """The proposal without a saving whose worth is zero but for the last digits of binary numbers."""
    return load(FOLDER, {**changes, "savings.reasoning-prompt-compression.takes": "to be measured"})


def test_what_turns_within_a_range_is_bounded_and_says_so() -> None:
    """Each whole block that a compression frees is worth more than the ends of the share let see."""
    name = "savings.reasoning-prompt-compression.saved_uncached_tokens_per_minute"
    share = "savings.reasoning-prompt-compression.takes.share_of_tokens"
    changes = {share: "{low: 10%, high: 20%}", "caching.prefix_cache.block_tokens": "600"}
    sheet = sheet_of(FOLDER, changes)
    one, given = sheet[name], {share: np.linspace(0.10, 0.20, 999)}
    values = sweep(sheet, given, [name])[name]
    assert (one.how, one.low_ends, one.high_ends) == (BOUNDED, LIKELY, LIKELY)
    ends = [one.at(frozenset([(share, end)])) for end in ("low", "high")]
    assert values.min() < min(ends), "the ends are not the range"
    assert one.low <= values.min()
    assert one.high >= values.max()


def test_a_range_with_no_value_in_between_turns_nothing_in_between() -> None:
    sheet = sheet_of(FOLDER)
    saved = sheet["savings.query-deduplication.saved_tokens_per_minute"]
    assert saved.how == ""
    assert {name.rpartition(".")[2] for name in saved.ranges} == {"sites_at_peak", "reuse"}


# A yes/no is a yes where it is one at all ends, a no where it is one at none, and else it may be.


def is_more(left: TokensPerPage, right: TokensPerPage) -> YesNo:
    """Whether one is more than the other."""
    return left > right


def is_greatest(left: TokensPerPage, each_right: Each[TokensPerPage]) -> YesNo:
    """Whether it is the greatest."""
    return left >= greatest(each_right)


@pytest.mark.parametrize(
    ("left", "right", "states"),
    [
        ((5, 6, 9), (1, 2, 4), (True, True)),
        ((5, 6, 9), (1, 2, 5), (False, True)),
        ((1, 6, 9), (5, 6, 9), (False, True)),
        ((1, 2, 5), (5, 6, 9), (False, False)),
    ],
)
def test_a_yes_is_a_yes_at_all_ends_or_at_some_or_at_none(
    left: tuple[int, int, int], right: tuple[int, int, int], states: tuple[bool, bool]
) -> None:
    one = work_out("x", {"left": figure("l", *left), "right": figure("r", *right)}, is_more)["is_more"]
    assert (one.low, one.high) == states
    assert (bool(one), one.may_be) == (states == (True, True), states == (False, True))


def test_of_two_that_each_may_be_the_greatest_neither_is_said_to_be() -> None:
    """However many ranges there are: the likely values and all lows would each name one of them."""
    parts = [[figure(f"{who}-{n}", 1, likely, 10) for n in range(20)] for who, likely in (("a", 2), ("b", 9))]
    alpha, beta = (
        work_out(who, {"each_kept": tuple(column)}, summed)["summed"] for who, column in zip("ab", parts, strict=True)
    )
    for one in (alpha, beta):
        found = work_out(one.name, {"left": one, "each_right": (alpha, beta)}, is_greatest)["is_greatest"]
        assert (found.low, found.high) == (False, True)


def test_a_yes_that_is_one_only_between_the_ends_may_be_one() -> None:
    """The middle one of three is the greatest nowhere but where the other two have crossed."""
    moves = figure("moves", 0, 1, 10)

    def falling(moves: TokensPerPage) -> TokensPerPage:
        """Falls as the other rises."""
        return 10 - moves

    other, middle = work_out("falls", {"moves": moves}, falling)["falling"], figure("middle", 6)
    given_ones: Given = {"left": middle, "each_right": (moves, middle, other)}
    found = work_out("x", given_ones, is_greatest)["is_greatest"]
    assert (found.value, found.low, found.high) == (False, False, True)
    higher: Given = {"left": figure("middle", 11), "each_right": (moves, figure("middle", 11), other)}
    assert work_out("x", higher, is_greatest)["is_greatest"].low is True


def test_a_yes_at_every_end_that_is_a_no_in_between_is_not_said() -> None:
    """What rounding up adds is nothing at low, likely and high, and almost a step just above each."""

    def added(stepped: PagesPerMinute, pace: PagesPerMinute) -> PagesPerMinute:
        """What rounding up adds."""
        return stepped - pace

    def is_small(limit: PagesPerMinute, added: PagesPerMinute) -> YesNo:
        """Whether it adds less than a limit."""
        return limit > added

    pace = figure("pace", 0, 100, 200, unit=PACE)
    given_ones = {"pace": pace, "step": figure("step", 50, unit=PACE), "limit": figure("limit", 45, unit=PACE)}
    row = work_out("x", given_ones, stepped, added, is_small)
    assert (row["added"].low, row["added"].high, row["added"].how) == (0, 50, BOUNDED)
    assert (row["is_small"].value, row["is_small"].low, row["is_small"].high) == (True, False, True)
    enough = {**given_ones, "limit": figure("limit", 51, unit=PACE)}
    assert bool(work_out("x", enough, stepped, added, is_small)["is_small"])
