"""Of many corners, arrays name those that are worth working out: the least is among them, with all that is like it."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from generator.figures.bounds import Ends
from generator.figures.figure import Figure, work_out
from generator.figures.grid import AT_ONCE, MOST_NEAR, nearest, searched
from generator.units import TokensPerPage
from tests.figures.test_figure import figure, summed
from tests.figures.test_ranges import is_greatest, is_more


def pairs(count: int) -> list[tuple[Ends, Ends]]:
    return [(frozenset([(f"{n}", "low")]), frozenset([(f"{n}", "high")])) for n in range(count)]


def sum_of(count: int, moves: int = 1) -> Figure:
    column = tuple(figure(f"{n}", 1, 2, 3 + n * moves) for n in range(count))
    return work_out("x", {"each_kept": column}, summed)["summed"]


@pytest.mark.parametrize(("sign", "least"), [(1, 14), (-1, sum(3 + n for n in range(14)))])
def test_the_least_corner_is_named(sign: int, least: int) -> None:
    assert AT_ONCE < 2**14, "in more than one part"
    one = sum_of(14)
    assert [one.at(ends) for ends in nearest(one, {}, pairs(14), sign)] == [least]


def test_corners_that_are_alike_are_named_up_to_a_number() -> None:
    def nothing(summed: TokensPerPage) -> TokensPerPage:
        """Nothing, whatever it is given, but for a last digit."""
        return summed - summed

    flat = work_out("x", {"summed": sum_of(5)}, nothing)["nothing"]
    assert len(set(nearest(flat, {}, pairs(5), 1))) == 2**5
    flat = work_out("x", {"summed": sum_of(9)}, nothing)["nothing"]
    assert len(set(nearest(flat, {}, pairs(9), 1))) == MOST_NEAR


def test_ranges_that_are_held_stay_there_and_others_at_likely() -> None:
    one = sum_of(4)
    (found,) = nearest(one, {"3": "high"}, pairs(2), 1)
    assert found == {("0", "low"), ("1", "low"), ("3", "high")}
    assert one.at(found) == 1 + 1 + 2 + 6


def test_a_search_begins_also_from_the_least_of_many_corners_that_are_drawn() -> None:
    """From all low and all high every way leads up first; it is least where eight or nine of seventeen are high."""

    def hidden(summed: Any) -> Any:
        return -10 * np.exp(-(((summed - 34) / 3) ** 2)) - ((summed < 18) | (summed > 50))

    total = sum_of(17, moves=0)
    one = replace(total, formula=hidden, needs={"summed": total})
    *plain, least = searched(one, {}, pairs(17), 1)
    assert [total.at(ends) for ends in plain] == [17, 51]
    assert total.at(least) in (33, 35)


@pytest.mark.parametrize("sign", [1, -1])
def test_a_yes_no_is_tried_where_it_is_nearest_to_being_the_other(sign: int) -> None:
    """It is flat: only by how much it is a yes do corners differ."""
    limit = figure("limit", 14)
    one = work_out("x", {"left": sum_of(9, moves=0), "right": limit}, is_more)["is_more"]
    total = [sum(3 if end == "high" else 1 for _, end in ends) for ends in nearest(one, {}, pairs(9), sign)]
    assert total == [9 if sign == 1 else 27]
    either = work_out("y", {"left": sum_of(9), "each_right": (sum_of(9), limit)}, is_greatest)["is_greatest"]
    assert either.at(next(iter(nearest(either, {}, pairs(9), sign)))) is (sign == -1)
