"""The Cerebras document holds the figures that were worked out by hand, each in its table, row and column."""

import re
from pathlib import Path

import pytest

from generator.inputs import load
from generator.print.product import make
from tests.conftest import CEREBRAS, Built

WORKED = Path(__file__).parent / "worked" / "seed-tables.md"
Table = dict[str, dict[str, str]]
"""First cell of a row → head of a column → cell."""


def tables(text: str) -> dict[str, list[Table]]:
    """Every table of a Markdown text under its heading."""
    found: dict[str, list[Table]] = {}
    heading = ""
    rows: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            rows.append([cell.strip(" *") for cell in line.strip("|").split("|")])
        elif rows:
            head, _, *body = rows
            found.setdefault(heading, []).append({row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in body})
            rows = []
        if line.startswith("#"):
            heading = re.sub(r"^#+ (\d+\. )?", "", line)
    return found


BY_HAND = tables(WORKED.read_text(encoding="utf-8"))


@pytest.mark.parametrize("heading", BY_HAND)
def test_a_table_says_what_was_worked_out_by_hand(cerebras: Built, heading: str) -> None:
    printed = tables(cerebras.document.text)[heading][0]
    for row, cells in BY_HAND[heading][0].items():
        assert {column: printed[row][column] for column in cells} == cells, f"{heading}: {row}"


def test_the_worked_tables_cover_every_table_of_figures_by_call_by_model_and_by_case() -> None:
    assert len(BY_HAND) == 16


@pytest.mark.parametrize(
    "sentence",
    [
        "| Requests (RPM) | 7,350 | 7,350–10,850 | 35,000 |",
        "| Total tokens (TPM) | 26,386,500 | 26,386,500–38,951,500 | 125,650,000 |",
        "| Uncached tokens, output counted | 13,240,500 | 12,715,500–20,320,500 | 63,050,000 |",
        "| Uncached input tokens | 8,116,500 | 7,591,500–12,756,500 | 38,650,000 |",
        "| gpt-oss-120b | 1,050 | 14,175,000 | 3,937,500 | 1,837,500 |",
        "| llama-3.3-70b | 5,250 | 11,760,000 | 9,114,000 | 6,174,000 |",
        "| llama-3.1-8b | 1,050 | 451,500 | 189,000 | 105,000 |",
        "Prefix caching serves 61.8% of the input tokens, which is 49.8% of all tokens: output is never cached.",
        "The primary models together take 98.3% of the tokens.",
        "At the high end of its ranges it is 1,550 generations and 39.0M tokens per minute.",
        "| Sustained generations per minute, all sites | 1.16 (0.463–1.85) |",
        "| Sustained generations per minute, shortest campaign | 3.47 (1.39–5.56) |",
        "| Generations, all sites | 12,500 (5,000–20,000) |",
        "| Sustained generations per minute and site | 4.73 |",
        "Including it would add 35 requests, 125,650 tokens and 63,050 uncached tokens per minute.",
        "With 10 sites at peak there are 5,000 generations per minute.",
        "2–3 sites may be at peak at once.",
        "A typical page has 5–6 blocks",
        "Cap the generations of a user session, for instance at 10 a minute",
        "Experimentation (demo sites) | 61.8% (59.4–64.3%) | 50.2% (48.2–52.2%) | 15% (10–20%) | 42.7% (38.6–47.0%) |",
        "| Production | 61.8% (59.4–64.3%) | 50.2% (48.2–52.2%) | 30% (20–40%) | 35.1% (28.9–41.7%) |",
        "| Reasoning and content generation | gpt-oss-120b, llama-3.3-70b | 7,560 | 31,122,000 | 15,661,800 |",
        "From which day it is needed is to be agreed.",
        "It counts 2 sites at peak at once; there may be 2–3, which the range below takes in.",
        "in blocks of 100 (least of an earlier text), 13.4M; of 128 (published), 13.9M; of 600 (most "
        "of an earlier text), 16.3M.",
        "| 128 tokens, published | 12,499,200 | 13,887,300 | 8,763,300 |",
        "Can gpt-oss-120b have a limit of 14,175,000 for all tokens per minute? "
        "The default, 3 times its uncached limit, is 11,812,500 if that limit counts output, and 5,512,500 if it "
        "meters input alone.",
        "In the shortest campaign considered, the sustained rate of its sites may be higher: up to 5.56 "
        "generations per minute.",
        "| gpt-oss-120b | 5,000 | 67,500,000 | 18,750,000 | 8,750,000 |",
        "| llama-3.3-70b | 25,000 | 56,000,000 | 43,400,000 | 29,400,000 |",
        "| llama-3.1-8b | 5,000 | 2,150,000 | 900,000 | 500,000 |",
        "Averaged over the active hours it takes 4.51% of the requested tokens per minute.",
        "| llama-3.3-70b | 5,000,000 | 8,400,000,000 | 2,520,000,000 | 2,800,000,000 | 11,200,000,000 |",
        "Generations are taken from the rate before rounding; what is left is rounded up again",
        "llama-3.1-8b needs more than that if the uncached limit meters input alone and prefixes are counted in full.",
        "| Block template, by block type: tokens | 500 (400–600) | tokens/request",
        "| Reasoning: input tokens | 11,500 | tokens/request | stated by us | a | 10% | 4.58% | 9.12% |",
        "| Prefix cache: hit rate | 100% |  | assumed | f | −10% | 0% | 9.93% |",
        "| Production, realistic peak: generations per minute | unrounded generations per minute rounded up "
        "to a multiple of rounding step | 1,037.9 rounded up to a multiple of 50 | 1,050 |",
    ],
)
def test_a_sentence_says_what_was_worked_out_by_hand(cerebras: Built, sentence: str) -> None:
    assert sentence in cerebras.document.text


@pytest.mark.parametrize(
    ("judged", "sentence"),
    [
        ("page_profiles.all-cerebras.models.gpt-oss-120b.is_heaviest", "Heaviest requests: gpt-oss-120b."),
        ("page_profiles.all-cerebras.models.llama-3.3-70b.is_most_frequent", "Most frequent: llama-3.3-70b."),
        ("page_profiles.all-cerebras.calls.reasoning.dominates_input", "The call “Reasoning” dominates"),
        ("demo.peak.is_negligible", "It is negligible beside"),
        ("savings.reasoning-prompt-compression.saves_no_uncached_tokens", "it saves no uncached tokens"),
    ],
)
def test_a_judgement_is_printed_and_holds(cerebras: Built, judged: str, sentence: str) -> None:
    assert cerebras.sheet[judged].value is True
    assert sentence in cerebras.document.text


def test_what_holds_for_prefixes_counted_in_full_alone_is_not_asked_in_blocks() -> None:
    # In blocks of 128 llama-3.1-8b sends 350 − 128 = 222 uncached input tokens a page; 3 × 1,050 × 222 is 699,300.
    text = make(load(CEREBRAS, {"caching.prefix_cache.block_tokens": "128"})).document.text
    assert "can gpt-oss-120b have a limit of" in text.lower()
    assert "can llama-3.1-8b have a limit of" not in text
    assert "counted in full" not in text


def test_a_saving_that_the_step_of_the_rate_takes_in_says_so() -> None:
    # 1% fewer of ~1,037.9 pages a minute are ~1,027.5, which are rounded up to 1,050 as before.
    text = make(load(CEREBRAS, {"caching.query_reuse.phases.production.reuse": "1%"})).document.text
    saving = next(line for line in text.splitlines() if line.startswith("- **Query deduplication.**"))
    assert saving.endswith("It takes away no tokens: what is left is rounded up to the same rate.")
