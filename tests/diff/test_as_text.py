"""A rich diff reads as it was approved, in each of its shapes; a text keeps to eighty columns."""

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import markdown
import pytest

from generator.diff.as_text import as_json, as_markdown, as_text, signed
from generator.diff.difference import Diff, Moved, Reworked, diff
from generator.units import Share, TokensPerMinute
from tests.diff.test_changes import ADDED, BASE, raw

GOLDEN = Path(__file__).parent / "golden"
SHAPES = {"diff.txt": as_text, "diff.md": as_markdown, "diff.json": as_json}
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
    content = json.loads(as_json(rich, "a", "b"))
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


def test_a_diff_that_no_input_explains_names_each_formula_before_and_after() -> None:
    same = Reworked("a.rounded", RATE, Fraction(5), Fraction(6), "b", "b")
    other = Reworked("a.total", RATE, Fraction(1000), Fraction(1200), "b + c", "b × c")
    found = Diff((), (), (), (), (), (), (same, other), False, False)
    assert as_text(found, "base", "head").endswith(
        "\nFormulas changed\n  a.rounded: 5 → 6\n  a.total: 1,000 → 1,200; b + c → b × c\n"
    )
    comment = as_markdown(found, "base", "head")
    assert "Formulas changed: 2" in comment
    assert "- a.total: 1,000 → 1,200; b + c → b × c" in comment
    assert json.loads(as_json(found, "base", "head"))["reworked"][1] == {
        **{"name": "a.total", "old": "1000", "new": "1200", "old_formula": "b + c", "new_formula": "b × c"},
    }


@pytest.mark.parametrize("shape", [as_text, as_markdown])
def test_templates_that_changed_alone_and_a_sample_of_orders_are_said(rich: Diff, shape: object) -> None:
    assert callable(shape)
    reworded = Diff((), (), (), (), (), (), (), True, False)
    assert "The templates changed since; no input and no figure did." in shape(reworded, "base", "head").split("\n")
    said = "With so many causes, what each contributed is the mean"
    assert [said in shape(replace(rich, sampled=one), "base", "head") for one in (True, False)] == [True, False]


def test_a_vanished_figure_shows_what_it_was_and_a_change_from_zero_has_no_per_cent() -> None:
    gone = Moved("a.old", RATE, "", Fraction(1500), None)
    grown = Moved("request.tokens_per_minute", RATE, "", Fraction(0), Fraction(7))
    text = as_text(Diff((), (), (grown,), (), (), (gone,), (), False, False), "base", "head")
    assert "Vanished figures\n  a.old: 1,500\n" in text
    assert "0 → 7  (+7)\n" in text
