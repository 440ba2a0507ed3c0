"""What was worked out by hand of the frozen proposal: each figure of its tables, and the sentences that say them."""

import difflib
import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from generator.document.audit import agrees
from generator.inputs import load
from generator.inputs.models import Replacement
from generator.inputs.records import Inputs
from generator.numerals import numerals
from tests.conftest import CEREBRAS, Built
from tests.document.test_render import text_of
from tests.original import everything

WORKED = Path(__file__).parent / "worked" / "seed-tables.md"
ALL = ("Page", "Total")
"""The rows of a table that are of its whole."""

A_PAGE = {
    "Requests": "requests_per_page",
    "Input tokens": "input_tokens_per_page",
    "Uncached input": "uncached_input_tokens_per_page",
    "Cached input": "cached_input_tokens_per_page",
    "Output tokens": "output_tokens_per_page",
    "Output": "output_tokens_per_page",
    "Total tokens": "tokens_per_page",
    "Shared prefix": "prefix_tokens",
    "Specific to the request": "specific_tokens",
    "Share of the page’s input": "share_of_input",
    "Cached per request": "cached_input_tokens_per_request",
    "Input per request": "input_tokens_per_request",
    "Cached per page": "cached_input_tokens_per_page",
    "Input per page": "input_tokens_per_page",
    "Cache rate": "cache_rate",
}
A_MINUTE = {
    "Generations": "pages_per_minute",
    "Requests per page": "requests_per_page",
    "Tokens per page": "tokens_per_page",
    "Tokens per request": "tokens_per_request",
    "RPM": "requests_per_minute",
    "TPM": "tokens_per_minute",
    "Uncached TPM": "uncached_tokens_per_minute",
    "Input TPM": "input_tokens_per_minute",
    "Uncached input TPM": "uncached_input_tokens_per_minute",
    "Cached input TPM": "cached_input_tokens_per_minute",
    "Output TPM": "output_tokens_per_minute",
    "Total TPM": "tokens_per_minute",
    "Uncached TPM, output counted": "uncached_tokens_per_minute",
    "Cache rate": "cache_rate",
    "Cached share of all tokens": "cached_share_of_tokens",
    "Default total, output counted": "default_total_tokens_per_minute",
    "Default total, input only": "default_total_of_input_per_minute",
    "RPM saved": "saved_requests_per_minute",
    "TPM saved": "saved_tokens_per_minute",
    "Uncached TPM saved": "saved_uncached_tokens_per_minute",
    "Share of uncached TPM": "saved_share_of_uncached_tokens",
}
A_MONTH = {
    "Requests": "requests_per_month",
    "Input tokens": "input_tokens_per_month",
    "Output tokens": "output_tokens_per_month",
    "Total tokens": "tokens_per_month",
}


def worked() -> Iterator[tuple[str, str, str, str]]:
    """The heading, the row, the column and the cell of each figure that was worked out by hand."""
    heading, head = "", [""]
    for line in WORKED.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            heading, head = line.lstrip("# "), [""]
        elif line.startswith("| "):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if head == [""]:
                head = cells
            else:
                yield from ((heading, cells[0], column, cell) for column, cell in zip(head, cells, strict=True))


def name_of(inputs: Inputs, heading: str, row: str, column: str) -> str:
    """The figure that stands in a column of a row of a worked table."""
    profile = "page_profiles.all-cerebras"
    cases = {
        case.label: f"{name}.{key}" for name, one in inputs.scenarios.items() for key, case in one.load_cases.items()
    }
    calls = {one.label: key for key, one in inputs.page_profiles["all-cerebras"].calls.items()}
    model = "" if row in ALL else f".models.{row}"
    if heading in {"Tokens by call", "What drives the count"}:
        return f"{profile}{'' if row in ALL else f'.calls.{calls[row]}'}.{A_PAGE[column]}"
    if heading in {"Tokens by model", "Cached input by model"}:
        return f"{profile}{model}.{A_PAGE[column]}"
    if heading.startswith("Monthly volume"):
        return f"scenarios.production{model}.{A_MONTH[column]}"
    if heading == "zai-glm-4.7":
        replaced = {one.label: key for key, one in _evaluated(inputs)}
        return f"models.zai-glm-4.7.evaluation.replacements.{replaced[row]}.{A_MINUTE[column]}"
    if heading == "Savings":
        return f"savings.{next(key for key, one in inputs.savings.items() if one.label == row)}.{A_MINUTE[column]}"
    if column == "Cached share of all tokens":
        return f"{profile}.{A_MINUTE[column]}"
    return f"{cases.get(row) or cases.get(heading, 'request') + model}.{A_MINUTE[column]}"


def _evaluated(inputs: Inputs) -> Iterator[tuple[str, Replacement]]:
    evaluation = inputs.models["zai-glm-4.7"].evaluation
    assert evaluation is not None
    yield from evaluation.replacements.items()


HEADINGS = list(dict.fromkeys(heading for heading, *_ in worked()))
WORDS = ("Call", "Model", "Load case", "Replaces", "Saving")
"""The columns that hold no figure."""


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_figure_is_what_was_worked_out_by_hand(cerebras: Built, heading: str) -> None:
    cells = [one for one in worked() if one[0] == heading and one[2] not in WORDS]
    assert cells
    for _, row, column, cell in cells:
        figure = cerebras.sheet[name_of(cerebras.proposal.inputs, heading, row, column)]
        assert agrees(cell, figure, "likely"), f"{heading}, {row}, {column}: {cell} for {figure.value}"


def test_the_worked_tables_are_sixteen_and_a_wrong_cell_would_be_told(cerebras: Built) -> None:
    assert len(HEADINGS) == 16
    assert not agrees("7,351", cerebras.sheet["request.requests_per_minute"], "likely")


@pytest.mark.parametrize(
    "sentence",
    [
        "# Request to reserve 7,350 requests and 26.4M tokens per minute",
        "- **Version** 1.0, 27 November 2026",
        "| With 3 sites at peak | 10,850 | 39.0M | 19.6M |",
        "The need is 7,350–10,850 requests, 26.4–39.0M tokens and 12.8–20.4M uncached tokens a minute",
        "| Production, worst case, not asked for | 35,000 | 126M | 63.1M |",
        "A page takes 7 requests and 25,130 tokens; the prefix cache serves 61.8% of its input.",
        "serves 5,000 page views a minute and generates a page for 10% of them: 500 pages a minute.",
        "Of 10 sites, 2 at peak and 8 at their average generate 1,038 pages a minute, which we round up to 1,050",
        "Demo, peak, 5 pages a minute, fits in what rounding up leaves.",
        "We count 2 sites at peak at once, where it may be 2–3; a further site would add 47.6%.",
        "gpt-oss-120b needs 14.2M tokens a minute in all, 3.6 times its uncached limit; your default of 3 times allows "
        "11.8M, or 5.51M if it meters input only.",
        "The primary models take 98.3% of the tokens.",
        "*The prefix cache serves 49.8% of all tokens of a page; it serves no output.*",
        "In the shortest campaign of Demo sites, 1 week, the average is 3.47 (1.39–5.56) a minute.",
        "| Reasoning and content generation | 6 | 24,700 | 4,117 | 6,300 | 7,560 | 31,122,000 | 15,661,800 | |",
        "the capacity of that role and a headroom of 20%.",
        "200 minutes at peak, 0.947% of its active time, would use up its pages of the month.",
        "are over in 15.9 hours at the requested rate.",
        "*Over its active hours a month of Production sites uses 4.51% of what we ask for.*",
        "A typical page has 5–6 blocks",
        "Cap the pages of a user session, for instance at 10 a minute",
        "| Experimentation (demo sites) | 15% (10–20%) | 42.7% (38.6–47.0%) |",
        "| Production | 30% (20–40%) | 35.1% (28.9–41.7%) |",
        "of 128 tokens (published) the need would be 13.9M uncached tokens a minute",
        "Reasoning sends 56.8% of the input of a page",
        "| Block template, by block type: tokens | 500 | 400 and 600 |",
        "| Reasoning rules and output schema: tokens | 8,000 | 7,200 and 8,800 |",
        "Reasoning rules and output schema: tokens, 3.18%;",
        "| Prefix cache: hit rate | 100% | 90% and 100% |",
        "Prefix cache: hit rate, 9.93%;",
    ],
)
def test_a_sentence_says_what_was_worked_out_by_hand(cerebras: Built, sentence: str) -> None:
    assert sentence in cerebras.document.text


@pytest.mark.parametrize(
    ("judged", "sentence"),
    [
        ("page_profiles.all-cerebras.calls.reasoning.dominates_input", "*Reasoning sends"),
        ("demo.peak.is_negligible", "It is negligible, below 1%"),
        ("savings.reasoning-prompt-compression.saves_no_uncached_tokens", "It saves no uncached tokens"),
    ],
)
def test_a_judgement_is_printed_and_holds(cerebras: Built, judged: str, sentence: str) -> None:
    assert cerebras.sheet[judged].value is True
    assert sentence in cerebras.document.text


def test_all_that_the_original_says_stands_in_the_document_or_says_why_not() -> None:
    numerals, claims = everything()
    assert len(numerals) > 150
    assert [str(one) for one in numerals if not one.line] == []
    assert [str(one) for one in claims if not one.line and not one.why] == []


def test_a_saving_that_the_step_of_the_rate_takes_in_says_so() -> None:
    # 1% fewer of 1,037.9 pages a minute are 1,027.5, which are rounded up to 1,050 as before.
    text = text_of({"caching.query_reuse.phases.production.reuse": "1%"})
    assert "It takes away no tokens: what is left is rounded up to the same rate." in text


def test_what_is_asked_for_is_never_written_below_the_need(cerebras: Built) -> None:
    printed = [one for one in cerebras.document.in_order() if one.asked and one.end == "likely"]
    short = [one for one in printed if re.fullmatch(r"[\d.]+M", one.text)]
    assert short
    assert [one.text for one in short if Fraction(one.text[:-1]) * 10**6 < cerebras.sheet[one.name].value] == []


def test_the_document_prints_at_most_six_hundred_numerals(cerebras: Built) -> None:
    assert len(numerals(cerebras.document.text)) <= 600


PUBLISHED = {"caching.prefix_cache.block_tokens": "128"}


@cache
def text_of_published() -> str:
    return text_of(PUBLISHED)


@pytest.mark.slice(3)
@pytest.mark.parametrize(
    ("assumption", "value"),
    [
        ("scenarios.production.load_cases.peak.sites_at_peak", "3"),
        ("page_profiles.all-cerebras.calls.reasoning.output_tokens", "2500"),
        ("caching.prefix_cache.block_tokens", "256"),
    ],
)
def test_an_assumption_that_changes_moves_at_most_forty_five_lines(assumption: str, value: str) -> None:
    before, after = text_of_published().splitlines(), text_of(PUBLISHED | {assumption: value}).splitlines()
    moved = [line for line in difflib.unified_diff(before, after, n=0, lineterm="") if re.match(r"-(?!-- )", line)]
    assert 5 < len(moved) <= 45


def test_the_frozen_proposal_is_the_one_that_was_worked_out(cerebras: Built) -> None:
    assert load(CEREBRAS).inputs == cerebras.proposal.inputs
