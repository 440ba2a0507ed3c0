"""A figure that moved is told as it is printed; a sentence that came or went with it is told, and no other."""

from fractions import Fraction

import pytest

from generator.figures.figure import Number
from generator.inputs.load import validated
from generator.inputs.raw import read
from generator.review.diff.changes import changes_between
from generator.review.diff.difference import diff
from generator.review.diff.moved import Moved, stays, turned
from generator.review.diff.report import notes
from generator.units import TokensPerMinute, Unit
from tests.conftest import SMALL
from tests.remember import calculated, made
from tests.review.diff.edited import BASE, CACHED, DESK, desk, put

RATE = TokensPerMinute.__metadata__[0]  # type: ignore[attr-defined]  # typing keeps it there


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        *((Fraction(2), Fraction(5), Fraction(3)), (None, Fraction(5), None), (Fraction(2), None, None)),
        *((False, True, None), (Fraction(1), True, None)),
    ],
)
def test_a_change_is_the_difference_of_two_numbers(
    old: Number | None, new: Number | None, change: Fraction | None
) -> None:
    assert Moved("a", Unit("x", ""), "1", old, new).change == change


@pytest.mark.parametrize(
    ("old", "new", "texts"),
    [
        (1500, 1500, ("1,500 (1,400 to 1,600)", "1,500 (1,000 to 2,000)")),
        (1500, 1600, ("1,500", "1,600")),
    ],
)
def test_ranges_are_told_where_they_alone_moved(old: int, new: int, texts: tuple[str, str]) -> None:
    ends = ((Fraction(1400), Fraction(1600)), (Fraction(1000), Fraction(2000)))
    assert Moved("a", RATE, "1", Fraction(old), Fraction(new), ends).texts() == [*texts]


def test_a_range_of_no_width_is_no_range() -> None:
    ends = ((Fraction(5), Fraction(5)), (Fraction(4), Fraction(6)))
    assert Moved("a", RATE, "1", Fraction(5), Fraction(5), ends).texts() == ["5", "5 (4 to 6)"]


def test_what_was_not_there_has_no_text() -> None:
    assert Moved("a", RATE, "1", None, Fraction(5)).texts() == ["", "5"]


TPM = "request.tokens_per_minute"


def test_a_sentence_comes_and_another_goes_where_a_yes_or_no_turns() -> None:
    base, target = desk(*CACHED), desk(*CACHED[:2])
    went, came = turned(made(validated(base)), made(validated(target)), changes_between(base, target))
    assert any("prefix cache" in one for one in went)
    assert came
    assert not {*went} & {*came}


def test_another_number_or_another_word_turns_no_sentence() -> None:
    target = desk(
        ("scenarios", "label: Desk, open", "label: Trial & error"), ("scenarios", "  sites: 4\n", "  sites: 5\n")
    )
    assert turned(made(validated(DESK)), made(validated(target)), changes_between(DESK, target)) == [(), ()]


@pytest.mark.slice(3)
@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (
            {"scenarios.production.month.hours_per_day": "14"},
            "The request stays: ~1,037.9 and ~1,043.3 pages/min are rounded up to 1,050 pages/min"
            " both times, in steps of 50.",
        ),
        (
            {"scenarios.production.load_cases.peak.rounding_step": "25"},
            "The request stays: production.peak.pages_per_minute is 1,050 pages/min both times, though"
            " scenarios.production.load_cases.peak.rounding_step moved from 50 to 25.",
        ),
        ({"scenarios.demo.sites": "90"}, "The request stays: it does not rest on what changed."),
    ],
)
def test_why_the_request_stays_is_said_by_what_took_the_move_up(changes: dict[str, str], says: str) -> None:
    before, after = (calculated(validated(one), sensitivity=False) for one in (BASE, put(changes)))
    assert before[TPM].value == after[TPM].value
    assert stays(before, after, TPM) == says


DRAWN = {"proposal.request.chances": "{draws: 2000}"}
OUTPUT = "page_profiles.letter.calls.answer.output_tokens"


def test_simulated_figures_are_told_apart_with_the_changes_that_they_rest_on() -> None:
    before = {**DRAWN, OUTPUT: "{low: 600, likely: 700, high: 900, source: {assumed: x}}"}
    uneven = "{low: 600, likely: 700, high: 900, distribution: uniform, source: {assumed: x}}"
    found = diff(read(SMALL, before), read(SMALL, {**before, OUTPUT: uneven}))
    assert [(one.name, one.words) for one in found.changes] == [(OUTPUT, False)], "how likely values are is no word"
    assert not [one for one in (*found.moved, *found.new, *found.vanished) if one.name.startswith("chances.")]
    told = {one.name: one for one in found.simulated}
    assert "chances.request.chance_of_more" in told
    assert all(one.moved_by == (1,) and one.old != one.new for one in told.values())
    (note,) = (one for one in notes(found) if one.title == "Simulated anew")
    assert f", with {OUTPUT}" in note.entries[0][0].text
    assert diff(read(SMALL, before), read(SMALL, before)).empty
