"""No table of the document is a head without a row, nor one in which every row is empty; no heading stands alone."""

import re
from pathlib import Path

import pytest

from generator.document.render import render
from generator.figures.sheet import calculate
from generator.inputs import load
from tests.conftest import CEREBRAS, FOREIGN, FULL, KINDS, SMALL, built

HEAD = r"^\|.*\|\n\|(?: *:?-+:? *\|)+\n"
BARE = re.compile(rf"{HEAD}(?!\|)", re.MULTILINE)
DASHES = re.compile(rf"{HEAD}(?:^\|[^|\n]*(?:\|\s*–?\s*)+\|\n)+(?!\|)", re.MULTILINE)
ALONE = re.compile(r"^(#+) .*\n+(?=(#+) |\Z)", re.MULTILINE)

STATED = """
desk:
  page_profile: letter
  source: {stated: "Letter of the desk"}
  load_cases:
    open: {label: Open, pages_per_minute: 5}
"""
TABLE = re.compile(r"(?:^\|.*\|\n)+", re.MULTILINE)
CELL = re.compile(r"(?<!\\)\|")
CHANGES: list[dict[str, str]] = [
    {},
    {"caching.prefix_cache.hit_rate": "0%"},
    {"proposal.judgements.negligible_below": "99%"},
    {"proposal.references": "[]"},
]


def empty(text: str) -> list[str]:
    """Heads of tables without rows, or with empty ones; and headings below which nothing stands."""
    alone = [found[0] for found in ALONE.finditer(text) if not found[2] or len(found[2]) <= len(found[1])]
    return [found[0] for one in (BARE, DASHES) for found in one.finditer(text)] + alone


ANSWERS = {"Offered", "From", "Price"}


def unsaid(text: str) -> list[str]:
    """Columns of which each cell is a dash or empty, but those for an answer: their head asks what nothing answers."""
    found = []
    for table in TABLE.findall(text):
        head, _, *rows = [CELL.split(row)[1:-1] for row in table.splitlines()]
        columns = {name.strip(): {one.strip() for one in cells} for name, *cells in zip(head, *rows, strict=True)}
        found += [name for name, cells in columns.items() if cells <= {"–", ""} and name not in ANSWERS]
    return found


@pytest.mark.parametrize("folder", [CEREBRAS, FOREIGN, FULL, SMALL, *KINDS], ids=lambda folder: folder.name)
def test_every_table_says_something(folder: Path) -> None:
    text = built(folder).document.text
    assert empty(text) == []
    assert unsaid(text) == []


@pytest.mark.parametrize("changes", CHANGES, ids=lambda one: next(iter(one), "a stated rate alone"))
def test_every_table_says_something_whatever_is_left_out(changes: dict[str, str]) -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in SMALL.glob("*.yaml")} | {"scenarios.yaml": STATED}
    proposal = load(SMALL, changes, texts)
    assert empty(render(proposal, calculate(proposal)).text) == []


@pytest.mark.parametrize(
    "text", ["| A | B |\n|---|--:|\n\nx\n", "| A | B |\n|---|--:|\n| a | – |\n\n", "## A\n\n## B\n\nx\n", "x\n\n## A\n"]
)
def test_what_is_empty_is_found(text: str) -> None:
    assert len(empty(text)) == 1
    assert empty("## A\n\n### B\n\n| A | B |\n|---|--:|\n| a | 5 |\n| b | – |\n") == []


def test_a_column_of_dashes_is_found() -> None:
    assert unsaid("| A | B |\n|---|--:|\n| a | – |\n| b | – |\n") == ["B"]
    assert unsaid("| A | B |\n|---|--:|\n| a | |\n| b | – |\n") == ["B"]
    assert unsaid("| A | B |\n|---|--:|\n| a | – |\n| b | 5 |\n") == []
