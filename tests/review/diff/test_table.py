"""What the table shows adds up as it is shown, whatever is rounded and left out; what only moves jointly is one row."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.review.diff.changes import Change
from generator.review.diff.difference import LIMITS, Cause, Diff, Limit
from generator.review.diff.table import AS_BEFORE, NO_DIFFERENCE, NOTHING, adding_up, table
from generator.units import RequestsPerMinute, TokensPerMinute, half_up

UNITS = [one.__metadata__[0] for one in (RequestsPerMinute, TokensPerMinute, TokensPerMinute)]  # type: ignore[attr-defined]  # typing keeps it there
FRACTIONS = st.fractions(min_value=-10_000, max_value=10_000, max_denominator=12)


def change(name: str) -> Change:
    return Change("changed", tuple(name.split(".")), Fraction(1), Fraction(2))


def diff_of(before: list[Fraction], *shares: tuple[Fraction, ...], jointly: tuple[int, ...] = ()) -> Diff:
    """A diff whose causes c0, c1, … have these shares of the three limits."""
    after = [old + sum((one[index] for one in shares), Fraction(0)) for index, old in enumerate(before)]
    limits = tuple(
        Limit(name, title, unit, old, new)
        for (name, title), unit, old, new in zip(LIMITS.items(), UNITS, before, after, strict=True)
    )
    causes = tuple(
        Cause(
            (change(f"c{number}"),),
            own,
            tuple(new - share for new, share in zip(after, own, strict=True)),
            number in jointly,
        )
        for number, own in enumerate(shares)
    )
    return Diff(tuple(one for cause in causes for one in cause.changes), causes, limits)


def shown(text: str) -> Fraction:
    """What a cell says."""
    plain = text.strip("~").replace(",", "").replace("−", "-").replace("+", "").replace("~", "")
    return Fraction(0) if text == NOTHING else Fraction(plain)


@given(
    st.lists(st.fractions(90_000, 10**6, max_denominator=12), min_size=3, max_size=3),
    st.lists(st.tuples(FRACTIONS, FRACTIONS, FRACTIONS), min_size=1, max_size=9),
    st.integers(0, 9),
    st.sets(st.integers(0, 8)),
)
def test_the_rows_add_up_from_before_to_after_as_they_are_shown(
    before: list[Fraction], shares: list[tuple[Fraction, ...]], most: int, jointly: set[int]
) -> None:
    # No limit is below nothing: before is more than all shares together can take away.
    diff = diff_of(before, *shares, jointly=tuple(jointly))
    found = table(diff, most)
    for index in range(3):
        cells = [shown(row.cells[index]) for row in found.rows]
        assert shown(found.before[index]) + sum(cells) == shown(found.after[index])
    told = sum(row.rest or len(row.changes) for row in found.rows) + len(found.still)
    assert told == len(shares)
    assert len(found.rows) <= max(most, 2)


@given(st.lists(FRACTIONS, min_size=1, max_size=9), st.integers(0, 1))
def test_no_share_is_shown_further_off_than_its_last_digit(shares: list[Fraction], decimals: int) -> None:
    before, scale = Fraction(10**6, 7), 10**decimals
    total = half_up(before + sum(shares), decimals) - half_up(before, decimals)
    found = adding_up(shares, total, decimals)
    assert sum(found) == total
    assert all(abs(one - share) < Fraction(1, scale) for one, share in zip(found, shares, strict=True))


def test_rows_stand_by_effect_and_what_is_left_stands_in_one() -> None:
    found = table(diff_of([Fraction(100)] * 3, *[(Fraction(size),) * 3 for size in (1, 30, -50, 4)]), 3)
    assert [[one.name for one in row.changes] for row in found.rows] == [["c2"], ["c1"], ["c3", "c0"]]
    assert [row.rest for row in found.rows] == [0, 0, 2]
    assert found.rows[2].cells == ("+5", "+5", "+5")


def test_what_is_not_exact_is_marked_and_nothing_is_told_from_almost_nothing() -> None:
    third = (Fraction(1, 3), Fraction(1, 3), Fraction(0))
    found = table(diff_of([Fraction(10)] * 3, third, third, third), 9)
    assert [row.cells for row in found.rows] == [("~+1", "~+1", NOTHING), ("~0", "~0", NOTHING), ("~0", "~0", NOTHING)]
    assert found.after == ("11", "11", "10")


def test_causes_that_only_move_jointly_stand_in_one_row() -> None:
    half = (Fraction(175),) * 3
    found = table(diff_of([Fraction(7350)] * 3, half, (Fraction(10),) * 3, half, jointly=(0, 2)), 9)
    assert [(row.jointly, len(row.changes)) for row in found.rows] == [(False, 1), (True, 2)]
    assert found.rows[1].cells == ("+350",) * 3


@pytest.mark.parametrize(
    ("without", "back"),
    [
        ((100, 200, 300), (AS_BEFORE,)),
        ((101, 202, 303), (NO_DIFFERENCE,)),
        ((100, 202, 303), ("100", "202", "303")),
        ((), ()),
    ],
)
def test_what_the_request_would_be_without_a_cause_has_a_word_where_one_says_it(
    without: tuple[int, ...], back: tuple[str, ...]
) -> None:
    diff = diff_of([Fraction(100), Fraction(200), Fraction(300)], (Fraction(1), Fraction(2), Fraction(3)))
    cause = Cause(diff.causes[0].changes, diff.causes[0].shares, tuple(map(Fraction, without)))
    (row,) = table(Diff(diff.changes, (cause,), diff.limits), 5).rows
    assert row.back == back
    assert re.fullmatch(r"\+\d", row.cells[0])


def test_a_cause_that_moves_no_limit_has_no_row() -> None:
    found = table(diff_of([Fraction(1)] * 3, (Fraction(0),) * 3), 5)
    assert (found.rows, [one.name for one in found.still]) == ((), ["c0"])
