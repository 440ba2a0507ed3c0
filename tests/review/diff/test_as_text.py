"""A rich diff reads as it was approved, in each of its shapes; a text keeps to eighty columns."""

import json
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import markdown
import pytest

from generator.document.record import Recorded
from generator.review.diff.as_text import LONGEST_VALUE, REWORDED, SAMPLED, STALE, as_json, as_markdown, as_text, signed
from generator.review.diff.changes import Change
from generator.review.diff.difference import Diff, Moved, Reworked, diff
from generator.units import Share, TokensPerMinute
from tests.review.diff.test_changes import ADDED, BASE, raw

GOLDEN = Path(__file__).parent / "golden"
SHAPES: dict[str, Callable[[Diff, str, str], str]] = {
    "diff.txt": as_text,
    "diff.md": as_markdown,
    "diff.json": lambda found, base, target: as_json(found, "cerebras-2026", base, target),
}
TARGET = raw(
    *ADDED,
    ("scenarios", "  sites: 10\n", "  sites: 12\n"),
    ("page_profiles", "output_tokens: 2000", "output_tokens: 1500"),
    ("savings", "rate-limiting:", "throttling:"),
    ("proposal", "2026 estimate", "2027 estimate"),
    ("scenarios", "    hours_per_day: 16\n", "    hours_per_day: 12\n"),
)


@pytest.fixture(scope="module")
def rich() -> Diff:
    return diff(BASE, TARGET)


@pytest.mark.parametrize("name", SHAPES)
def test_a_rich_diff_reads_as_approved(rich: Diff, name: str) -> None:
    # To approve a change: write the text over the file, and look at its diff.
    assert SHAPES[name](rich, "main", "the working tree") == (GOLDEN / name).read_text(encoding="utf-8")


def test_a_text_keeps_to_eighty_columns(rich: Diff) -> None:
    assert max(len(line) for line in as_text(rich, "main", "x" * 300).splitlines() if "xxx" not in line) <= 80


def test_a_comment_shows_the_headline_first_and_folds_the_rest(rich: Diff) -> None:
    open_part = as_markdown(rich, "main", "head").split("<details>")[0]
    assert open_part.count("\n| `request.") == 5
    assert open_part.count("\n- ") == len(rich.changes)
    assert len(open_part.splitlines()) < 30
    assert "<table>" in markdown.markdown(open_part, extensions=["tables"])


def test_json_holds_exact_values_that_add_up(rich: Diff) -> None:
    content = json.loads(as_json(rich, "p", "a", "b"))
    for one in content["moved"]:
        if one["contributions"] and one["old"] not in {"True", "False"}:
            change = Fraction(one["new"]) - Fraction(one["old"])
            assert sum(Fraction(share) for share in one["contributions"]) == change


def test_no_difference_says_so_in_a_line() -> None:
    same = diff(BASE, BASE)
    assert as_text(same, "a", "b") == "a → b\nNo difference.\n"
    assert "No difference." in as_markdown(same, "a", "b")


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (Fraction(1250), TokensPerMinute, "+1.25K"),
        (Fraction(-1250), TokensPerMinute, "−1.25K"),
        (Fraction(4, 3), TokensPerMinute, "~+1.33"),
        (Fraction(1, 10), Share, "+10 points"),
        (Fraction(1, 100), Share, "+1 point"),
        (Fraction(-1, 100), Share, "−1 point"),
    ],
)
def test_a_difference_has_its_sign(value: Fraction, unit: object, text: str) -> None:
    assert signed(value, unit.__metadata__[0]) == text  # type: ignore[attr-defined]  # typing keeps it there


RATE = TokensPerMinute.__metadata__[0]  # type: ignore[attr-defined]  # typing keeps it there


def reworked(name: str, *sides: tuple[int, str, str]) -> Reworked:
    old, new = (Recorded(Fraction(one), Fraction(one), Fraction(one), unit, formula) for one, unit, formula in sides)
    return Reworked(name, RATE, old, new)


def test_a_diff_that_no_input_explains_names_each_formula_before_and_after() -> None:
    unit = reworked("a.sites", (5, "sites", ""), (5, "places", ""))
    other = reworked("a.total", (1000, "tokens", "b + c"), (1200, "tokens", "b × c"))
    found = Diff((), (), (), (), (), (), (unit, other), False, False)
    assert as_text(found, "base", "head").endswith(
        "\nFormulas or units changed\n  a.sites: 5 sites → 5 places\n  a.total: 1,000 → 1,200; b + c → b × c\n"
    )
    comment = as_markdown(found, "base", "head")
    assert "Formulas or units changed: 2" in comment
    assert "- a.total: 1,000 → 1,200; b + c → b × c" in comment
    assert json.loads(as_json(found, "p", "base", "head"))["reworked"][1] == {
        **{"name": "a.total", "old": "1000", "new": "1200", "old_formula": "b + c", "new_formula": "b × c"},
        **{"old_unit": "tokens", "new_unit": "tokens"},
    }


@pytest.mark.parametrize("shape", [as_text, as_markdown])
def test_what_else_is_to_be_known_of_a_diff_is_said(rich: Diff, shape: Callable[..., str]) -> None:
    def says(told: str, **known: object) -> bool:
        return told in " ".join(shape(replace(rich, **known), "base", "head").split())  # type: ignore[arg-type]

    assert says(SAMPLED, sampled=True) != says(SAMPLED)
    assert says(STALE, stale=True) != says(STALE)
    assert says(REWORDED, reworded=True) != says(REWORDED, since=("a.py",))
    files = ("a.py", "b.py", "c.py", "d.py", "e.py")
    since = f"{REWORDED} Changed since: a.py, b.py, c.py, d.py, e.py"
    assert says(f"{since}.", reworded=True, since=files)
    assert says(f"{since} and 1 more.", reworded=True, since=(*files, "f.py"))


@pytest.mark.parametrize("shape", [as_text, as_markdown])
def test_figures_that_were_not_built_anew_are_told_where_nothing_is_different(shape: Callable[..., str]) -> None:
    told = " ".join(shape(replace(diff(BASE, BASE), stale=True), "base", "head").split())
    assert told.endswith(f"{STALE} No difference.")


def test_a_vanished_figure_shows_what_it_was_and_a_change_from_zero_has_no_per_cent() -> None:
    gone = Moved("a.old", RATE, "", Fraction(1500), None)
    grown = Moved("request.tokens_per_minute", RATE, "", Fraction(0), Fraction(7))
    text = as_text(Diff((), (), (grown,), (), (), (gone,), (), False, False), "base", "head")
    assert "Vanished figures\n  a.old: 1,500\n" in text
    assert "0 → 7  (+7)\n" in text


def test_a_figure_of_which_only_the_range_moved_shows_both_ranges_and_the_causes() -> None:
    ends = ((Fraction(1500), Fraction(1500)), (Fraction(1000), Fraction(2000)))
    one = Moved("a.rate", RATE, "1. Summary", Fraction(1500), Fraction(1500), (), ends, (1, 3))
    found = Diff((), (), (), (one,), (), (), (), False, False)
    assert as_text(found, "a", "b").endswith("  a.rate\n      1,500 → 1,500 (1,000 to 2,000)\n        [1]  [3]\n")
    assert "| `a.rate` | 1,500 | 1,500 (1,000 to 2,000) | – |  | [1], [3] |" in as_markdown(found, "a", "b")
    (told,) = json.loads(as_json(found, "p", "a", "b"))["moved"]
    assert (told["old_ends"], told["new_ends"], told["moved_by"]) == (["1500", "1500"], ["1000", "2000"], [1, 3])


LONG = "The models of this family are listed as deprecated, and others outside the public catalogue are served apart"


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        (f"{LONG}.", f"{LONG}, in a year.", "… are served apart. → … are served apart, in a year."),
        (f"Old. {LONG}", LONG, None),
        (f"{LONG} a b {LONG}", f"{LONG} a c {LONG}", None),
        (f"{LONG} {'x' * 90}", f"{LONG} {'x' * 89}", None),
        ("short", LONG, None),
        ("short", "shorter", "short → shorter"),
    ],
)
def test_of_a_long_text_what_is_different_is_shown(old: str, new: str, shown: str | None) -> None:
    change = Change("changed", ("proposal", "subject"), old, new)
    told = from_what_to_what(change)
    sides = told.split(" → ")
    assert len(set(sides)) == 2
    assert shown is None or told == shown
    assert all(len(side) <= LONGEST_VALUE for side in sides)
    whole = zip(sides, (old, new), strict=True)
    assert all(side.removeprefix("… ").removesuffix(" …") in text for side, text in whole)


def test_another_order_is_shown_from_where_it_is_another() -> None:
    change = Change("reordered", ("proposal", "subject"), ["a", "b", "c"], ["a", "c", "b"])
    assert from_what_to_what(change) == "reordered: [a, b, c] → [a, c, b]"


def from_what_to_what(change: Change) -> str:
    """The line of a text that says from what to what a value changed."""
    text = as_text(Diff((change,), (), (), (), (), (), (), False, False), "a", "b")
    return " ".join(text.split("proposal.subject")[1].split("Headline")[0].split())
