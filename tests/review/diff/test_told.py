"""What is known beside the numbers is said in a sentence, and only where it is so."""

from dataclasses import replace
from fractions import Fraction

import pytest

from generator.errors import Fault, Place
from generator.review.diff.difference import Diff
from generator.review.diff.moved import Moved
from generator.review.diff.told import REWORDED, STALE, TARGET_REWORDED, Told, counts, headline, notes, number_of
from tests.review.diff.test_table import UNITS, diff_of

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
    assert list(notes(diff)) == said


def test_how_far_the_request_moves_is_said_in_percent() -> None:
    assert headline(
        diff_of([Fraction(100), Fraction(300), Fraction(0)], (Fraction(5), Fraction(-100), Fraction(7)))
    ) == ("the request moves: RPM +5%, TPM ~−33.3%, uncached TPM from 0 to 7")
    assert (
        headline(diff_of([Fraction(3)] * 3, (Fraction(1), Fraction(0), Fraction(0))))
        == "the request moves: RPM ~+33.3%"
    )
    assert headline(diff_of([Fraction(3)] * 3)) == "the request stays"


def test_figures_are_counted() -> None:
    assert counts(Diff()) == "No figure of the document moved."
    assert counts(Diff(moved=(MOVED, MOVED), vanished=(MOVED,))) == "Figures of the document: 2 moved, 1 gone."
    assert (number_of(1), number_of(2000)) == ("1 change", "2,000 changes")


@pytest.mark.parametrize(
    ("told", "differs", "comments"),
    [
        (Told("p", diff=Diff()), False, False),
        (Told("p", diff=Diff(moved=(MOVED,))), True, True),
        (Told("p", diff=Diff(came=("x",))), False, True),
        (Told("p", diff=Diff(reworded=True)), True, False),
        (Told("p", diff=Diff(broken=(FAULT,))), False, True),
        (Told("p", diff=Diff(loosened=(FAULT,))), False, True),
        (Told("p", word="deleted"), True, True),
        (Told("p", faults=(FAULT,)), True, True),
    ],
)
def test_a_reviewer_is_told_where_a_figure_a_sentence_or_a_guardrail_is_another(
    told: Told, differs: bool, comments: bool
) -> None:
    assert told.comments == comments
    if told.diff is None or not (told.diff.came or told.diff.broken or told.diff.loosened):
        assert told.differs == differs


def test_a_stale_base_is_no_difference() -> None:
    assert not Told("p", diff=replace(Diff(), stale=True)).differs
