"""On a terminal the table of the comment stands in 25 lines; with every figure asked for, nothing is left out."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from generator.document.record import Recorded
from generator.errors import Fault, Place
from generator.review.diff.as_text import MOST_LINES, as_text
from generator.review.diff.difference import Diff, diff
from generator.review.diff.moved import Moved, Reworked
from generator.review.diff.report import STALE, Told
from generator.terminal import plain
from generator.units import Share, TokensPerMinute
from tests.review.diff.edited import DESK
from tests.review.diff.test_report import diff_of, everything

GOLDEN = Path(__file__).parent / "golden"
RATE, SHARE = (one.__metadata__[0] for one in (TokensPerMinute, Share))  # type: ignore[attr-defined]  # typing keeps it there


def text(found: Diff, width: int = 80, every: bool = False) -> str:
    return (
        "\n".join(plain(line) for line in as_text(Told("cerebras-2026", "main", "head", "", found), width, every))
        + "\n"
    )


@pytest.mark.parametrize("every", [False, True])
def test_a_rich_diff_reads_as_approved(every: bool) -> None:
    # To approve a change: write the text over the file, and look at its diff.
    assert text(everything(), 100, every) == (GOLDEN / f"rich{'-figures' * every}.txt").read_text(encoding="utf-8")


def test_with_every_figure_asked_for_none_is_left_out() -> None:
    rich = everything()
    named = {line.strip().split(": ")[0].split("] ")[-1] for line in text(rich, every=True).splitlines()}
    assert named >= {one.name for one in (*rich.moved, *rich.new, *rich.vanished)} | {one.name for one in rich.changes}


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("causes", [1, 7, 100])
def test_the_table_stands_in_its_lines_and_within_the_width(causes: int, width: int) -> None:
    many = diff_of(
        [Fraction(10**8)] * 3, *[(Fraction(number + 1, 3),) * 3 for number in range(causes)], jointly=(2, 3, 4)
    )
    faults = tuple(Fault(Place("inputs/p/proposal.yaml", 80), "is above its limit " * 9) for _ in range(7))
    more = replace(
        many, moved=(Moved("a", RATE, "1", Fraction(1), Fraction(2)),), guardrails="7 broken", broken=faults, orders=20,
        went=("x",) * 9, stays="The request stays. " * 9, reworded=True, target_reworded=True, stale=True,
    )  # fmt: skip
    lines = text(more, width).splitlines()
    assert len(lines) <= MOST_LINES
    assert max(map(len, lines)) <= width
    assert lines[-1].endswith("--figures lists them.")


def test_every_cause_that_moves_a_limit_only_jointly_is_named_below_one_row() -> None:
    found = text(diff_of([Fraction(7350)] * 3, (Fraction(175),) * 3, (Fraction(175),) * 3, jointly=(0, 1)))
    rows = [line.split() for line in found.splitlines() if line]
    at = next(index for index, row in enumerate(rows) if row[:2] == ["only", "jointly"])
    assert rows[at] == ["only", "jointly", "+350", "+350", "+350"]
    assert [row[0] for row in rows[at + 1 : at + 3]] == ["c0", "c1"]


def test_no_difference_says_so_and_what_is_stale_all_the_same() -> None:
    same = diff(DESK, DESK)
    assert text(same) == "cerebras-2026, main → head\nNo difference.\n"
    assert text(replace(same, stale=True)) == f"cerebras-2026, main → head\n{STALE}\nNo difference.\n"


@pytest.mark.parametrize(
    ("told", "line"),
    [
        (Told("p", "a", "b", "deleted"), "p, a → b: deleted"),
        (Told("p", "a", "b", "", None, (Fault(Place("x", 1), "is wrong"),)), "p, a → b: the inputs are faulty"),
        (Told("p", "a", "b", "renamed from q", Diff()), "p, a → b: renamed from q"),
    ],
)
def test_a_word_for_the_proposal_stands_in_its_first_line(told: Told, line: str) -> None:
    assert plain(as_text(told, 80)[0]) == line


def test_formulas_and_units_are_told_before_and_after() -> None:
    def reworked(name: str, *sides: tuple[int, str, str]) -> Reworked:
        old, new = (
            Recorded(Fraction(one), Fraction(one), Fraction(one), unit, formula) for one, unit, formula in sides
        )
        return Reworked(name, RATE, old, new)

    unit = reworked("a.sites", (5, "sites", ""), (5, "places", ""))
    other = reworked("a.total", (1000, "tokens", "b + c"), (1200, "tokens", "b × c"))
    assert text(replace(diff_of([Fraction(1)] * 3), reworked=(unit, other)), every=True).endswith(
        "\nFormulas or units changed\n  a.sites: 5 sites → 5 places\n  a.total: 1,000 → 1,200; b + c → b × c\n"
    )


def test_a_figure_is_told_with_its_difference_and_its_causes() -> None:
    ends = ((Fraction(1500), Fraction(1500)), (Fraction(1000), Fraction(2000)))
    moved = (
        Moved("a.rate", RATE, "1. Summary", Fraction(1500), Fraction(1500), ends, (), (1, 3)),
        Moved("a.share", SHARE, "1. Summary", Fraction(1, 2), Fraction(51, 100), None, (Fraction(1, 100), Fraction(0))),
        Moved("a.total", RATE, "2. More", Fraction(0), Fraction(-7, 3), None, (Fraction(0), Fraction(-7, 3))),
    )
    gone = (Moved("a.old", RATE, "", Fraction(1500), None),)
    assert text(replace(diff_of([Fraction(1)] * 3), moved=moved, vanished=gone), every=True).endswith(
        "\n1. Summary\n  a.rate: 1,500 → 1,500 (1,000 to 2,000)\n      [1]  [3]\n  a.share: 50% → 51%  (+1 point)\n"
        "      [1] +1 point\n\n2. More\n  a.total: 0 → ~−2.33  (~−2.33)\n      [2] ~−2.33\n\n"
        "Vanished figures\n  a.old: 1,500\n"
    )
