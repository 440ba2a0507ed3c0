"""What the table shows adds up as it is shown, whatever is rounded and left out; all else is said in a sentence."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import Fault, Place
from generator.figures.asking import LIMITS
from generator.review.diff.changes import Change
from generator.review.diff.difference import Cause, Diff
from generator.review.diff.limits import Limit
from generator.review.diff.moved import Moved
from generator.review.diff.report import (
    AS_BEFORE,
    NO_DIFFERENCE,
    NOTHING,
    REWORDED,
    STALE,
    TARGET_REWORDED,
    Told,
    counts,
    notes,
    sentences,
    table,
)  # fmt: skip
from generator.units import RequestsPerMinute, TokensPerMinute, adding_up, half_up
from tests.remember import draws

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


def everything() -> Diff:
    """A diff that has a bit of everything that is told."""
    at, base = Place("inputs/p/scenarios.yaml", 30), Place("main:inputs/p/scenarios.yaml", 12)
    sites = Change("changed", ("scenarios", "live", "sites"), Fraction(10), Fraction(12), at)
    share = Change("changed", ("scenarios", "live", "share"), "100%", "95%", at._replace(line=31))
    step = Change("removed", ("scenarios", "live", "rounding_step"), Fraction(50), None, base)
    new: dict[str, object] = {"label": "Summary", "input_tokens": Fraction(900)}
    call = Change("added", ("page_profiles", "a", "calls", "b"), None, new, Place("inputs/p/page_profiles.yaml", 3))
    model = Change("added", ("models", "m"), None, {"headroom": "5%"}, Place("inputs/p/models.yaml", 8))
    idle = Change("changed", ("scenarios", "demo", "sites"), Fraction(4), Fraction(5), at._replace(line=40))
    words = Change("renamed", ("savings", "new"), "old", "new", Place("inputs/p/savings.yaml", 5))
    both = ({"stated": "A"}, {"stated": "B"})
    source = Change("changed", ("models", "n", "source"), *both, Place("inputs/p/models.yaml", 9))
    shares = [(350, 700_000, 300_000), (-50, -90_000, 0), *[(25, 40_000, 9_000)] * 2, (0, 0, 0)]
    found = diff_of([*map(Fraction, (7350, 26_386_500, 13_240_500))], *[tuple(map(Fraction, one)) for one in shares])
    together = [(call, model), (sites,), (share,), (step,), (idle,)]
    causes = tuple(
        replace(cause, changes=own, jointly=own in ((share,), (step,)))
        for cause, own in zip(found.causes, together, strict=True)
    )
    faults = (Fault(Place("inputs/p/proposal.yaml", 80), "is above its limit of 100", "accepted: []"),)
    spans = (Fraction(7), Fraction(7)), (Fraction(6), Fraction(9))
    moved = (
        Moved("live.rate", UNITS[0], "1. Summary", Fraction(7), Fraction(8), None, (Fraction(1), *[Fraction(0)] * 4)),
        Moved(
            "live.range",
            UNITS[1],
            "2. More",
            Fraction(7),
            Fraction(7),
            spans,
            (),
            (2, 3),
        ),
    )
    return replace(
        found, changes=(*(one for own in together for one in own), words, source), causes=causes, moved=moved,
        new=(Moved("live.new", UNITS[1], "2. More", None, Fraction(1500)),), guardrails="1 held, 1 broken",
        vanished=(Moved("live.old", UNITS[1], "", Fraction(1500), None),), broken=faults,
        loosened=(faults[0]._replace(what="live.rate: at most 100 is loosened to at most 200"),),
        went=("It **was** so.",), came=("It is _other_\\* now.",), orders=20, reworded=True, since=("a.py", "b.py"),
    )  # fmt: skip


def shown(text: str) -> Fraction:
    """What a cell says."""
    plain = text.strip("~").replace(",", "").replace("−", "-").replace("+", "").replace("~", "")
    return Fraction(0) if text == NOTHING else Fraction(plain)


@draws(1)
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
        cells = [shown(row.cells[index]) for row in found]
        assert shown(diff.limits[index].texts[0]) + sum(cells) == shown(diff.limits[index].texts[1])
    told = sum(row.rest or len(row.changes) for row in found)
    assert told == sum(any(one) for one in shares)
    assert len(found) <= max(most, 2)


@given(st.lists(FRACTIONS, min_size=1, max_size=9), st.integers(0, 1))
def test_no_share_is_shown_further_off_than_its_last_digit(shares: list[Fraction], decimals: int) -> None:
    before, scale = Fraction(10**6, 7), 10**decimals
    total = half_up(before + sum(shares), decimals) - half_up(before, decimals)
    found = adding_up(shares, total, decimals)
    assert sum(found) == total
    assert all(abs(one - share) < Fraction(1, scale) for one, share in zip(found, shares, strict=True))


def test_rows_stand_by_effect_and_what_is_left_stands_in_one() -> None:
    found = table(diff_of([Fraction(100)] * 3, *[(Fraction(size),) * 3 for size in (1, 30, -50, 4)]), 3)
    assert [[one.name for one in row.changes] for row in found] == [["c2"], ["c1"], ["c3", "c0"]]
    assert [row.rest for row in found] == [0, 0, 2]
    assert found[2].cells == ("+5", "+5", "+5")


def test_what_is_not_exact_is_marked_and_nothing_is_told_from_almost_nothing() -> None:
    third = (Fraction(1, 3), Fraction(1, 3), Fraction(0))
    diff = diff_of([Fraction(10)] * 3, third, third, third)
    found = table(diff, 9)
    assert [row.cells for row in found] == [("~+1", "~+1", NOTHING), ("~0", "~0", NOTHING), ("~0", "~0", NOTHING)]
    assert [one.texts[1] for one in diff.limits] == ["11", "11", "10"]


def test_causes_that_only_move_jointly_stand_in_one_row() -> None:
    half = (Fraction(175),) * 3
    found = table(diff_of([Fraction(7350)] * 3, half, (Fraction(10),) * 3, half, jointly=(0, 2)), 9)
    assert [(row.jointly, len(row.changes)) for row in found] == [(False, 1), (True, 2)]
    assert found[1].cells == ("+350",) * 3


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
    (row,) = table(Diff(diff.changes, (cause,), diff.limits), 5)
    assert row.back == back
    assert re.fullmatch(r"\+\d", row.cells[0])


def test_a_cause_that_moves_no_limit_has_no_row_and_is_named_beside_the_table() -> None:
    diff = diff_of([Fraction(1)] * 3, (Fraction(0),) * 3)
    (still,) = notes(diff)
    assert (table(diff, 5), still.title) == ([], "Moves no limit")
    assert ["".join(piece.text for piece in one) for one in still.entries] == ["c0 1 → 2"]


FAULT = Fault(Place("x", 1), "is wrong")
MOVED = Moved("a", UNITS[0], "1", Fraction(1), Fraction(2))


@pytest.mark.parametrize(
    ("diff", "said"),
    [
        (Diff(), []),
        (Diff(stays="The request stays."), ["The request stays."]),
        (Diff(orders=20, causes=diff_of([Fraction(1)] * 3, *[(Fraction(1),) * 3] * 13).causes), [
            "What 13 causes contributed is the mean over a sample of 20 orders.",
        ]),
        (Diff(grouped_by="table"), [
            "Changes are taken together by table: single ones are beyond the budget of mixtures.",
        ]),
        (Diff(stale=True), [STALE]),
        (Diff(reworded=True), [REWORDED]),
        (Diff(reworded=True, since=tuple("abcdef")), [f"{REWORDED} Changed since: a, b, c, d, e and 1 more."]),
        (Diff(since=("a.py",)), []),
        (Diff(target_reworded=True), [TARGET_REWORDED]),
    ],
)  # fmt: skip
def test_what_else_is_to_be_known_is_said(diff: Diff, said: list[str]) -> None:
    assert list(sentences(diff)) == said


def test_how_far_the_request_moves_is_said_in_percent() -> None:
    def headline(*limits: tuple[int, int]) -> str:
        before = [Fraction(old) for old, _ in limits]
        diff = diff_of(before, tuple(Fraction(new - old) for old, new in limits))
        return Told("p", diff=replace(diff, moved=(MOVED,))).headline

    assert headline((100, 105), (300, 200), (0, 7)) == (
        "the request moves: RPM +5%, TPM ~−33.3%, uncached TPM from 0 to 7"
    )
    assert headline((3, 4), (3, 3), (3, 3)) == "the request moves: RPM ~+33.3%"
    assert headline((3, 3), (3, 3), (3, 3)) == "the request stays"


def test_figures_are_counted() -> None:
    assert counts(Diff()) == "No figure of the document moved."
    assert counts(Diff(moved=(MOVED, MOVED), vanished=(MOVED,))) == "Figures of the document: 2 moved, 1 gone."


@pytest.mark.parametrize(
    ("told", "differs", "on_figures"),
    [
        (Told("p", diff=Diff()), False, False),
        (Told("p", diff=Diff(moved=(MOVED,))), True, True),
        (Told("p", diff=Diff(came=("x",))), True, True),
        (Told("p", diff=Diff(reworded=True)), True, False),
        (Told("p", diff=Diff(stale=True)), False, False),
        (Told("p", diff=Diff(broken=(FAULT,))), False, True),
        (Told("p", diff=Diff(loosened=(FAULT,))), False, True),
        (Told("p", word="deleted"), True, False),
        (Told("p", faults=(FAULT,)), True, False),
    ],
)
def test_a_reviewer_is_told_where_a_figure_a_sentence_or_a_guardrail_is_another(
    told: Told, differs: bool, on_figures: bool
) -> None:
    assert (told.differs, told.on_figures) == (differs, on_figures)


@given(FRACTIONS, st.fractions(min_value=-1, max_value=1, max_denominator=10**6))
def test_a_limit_that_moved_never_reads_as_if_it_stayed(old: Fraction, by: Fraction) -> None:
    limit = Limit("request.requests_per_minute", "RPM", UNITS[0], old, old + by)
    assert (limit.texts[0] == limit.texts[1]) == (by == 0)
    found = diff_of([old, Fraction(0), Fraction(0)], (by, Fraction(0), Fraction(0)))
    assert not by or any(digit in "123456789" for digit in table(found, 2)[0].cells[0])
