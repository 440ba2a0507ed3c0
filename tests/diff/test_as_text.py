"""A rich diff reads as it was approved, in each of its shapes; a text keeps to eighty columns."""

import json
from fractions import Fraction
from pathlib import Path

import markdown
import pytest

from generator.diff.as_text import as_json, as_markdown, as_text, signed
from generator.diff.difference import Diff, diff
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
    ],
)
def test_a_difference_has_its_sign(value: Fraction, unit: object, text: str) -> None:
    assert signed(value, unit.__metadata__[0]) == text  # type: ignore[attr-defined]  # typing keeps it there
