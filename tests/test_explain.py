"""A figure explains itself in symbols, numbers and lines of YAML."""

import re

import pytest

from generator.errors import ProposalError
from generator.explain import explain, find, numbers, symbols
from tests.conftest import ROOT, Built


@pytest.mark.parametrize(
    ("name", "symbolic", "numeric"),
    [
        ("production.peak.requests_per_minute", "generations_per_minute × requests_per_page", "1,050 × 7"),
        (
            "production.peak.uncached_tokens_per_minute",
            "uncached_input_tokens_per_minute + output_tokens_per_minute",
            "8,116,500 + 5,124,000",
        ),
        ("page_profiles.all-cerebras.requests_per_page", "total of requests_per_page", "1 + 5 + 1"),
        (
            "production.peak.generations_per_minute",
            "unrounded_generations_per_minute rounded up to a multiple of round_up_to",
            "~1,037.9 rounded up to a multiple of 50",
        ),
        (
            "page_profiles.all-cerebras.cache_rate",
            "cached_input_tokens_per_page ÷ input_tokens_per_page",
            "12,520 ÷ 20,250",
        ),
        (
            "savings.query-deduplication.kept_generations_per_minute",
            "unrounded_generations_per_minute × (1 − taken)",
            "~1,037.9 × (1 − 30%)",
        ),
        ("demo.peak.is_negligible", "share_of_headline < negligible_below", "~0.5% < 1%"),
        (
            "page_profiles.all-cerebras.models.gpt-oss-120b.is_heaviest",
            "tokens_per_request ≥ greatest of tokens_per_request",
            "13,500 ≥ greatest of 13,500, 2,240, 430",
        ),
        ("constants.minutes_per_hour", "60", "60"),
    ],
)
def test_symbols_and_numbers(cerebras: Built, name: str, symbolic: str, numeric: str) -> None:
    assert (symbols(cerebras.sheet[name]), numbers(cerebras.sheet[name])) == (symbolic, numeric)


def test_every_formula_of_the_sheet_can_be_read(cerebras: Built) -> None:
    for figure in cerebras.sheet.values():
        if figure.formula is not None:
            assert symbols(figure)
            assert numbers(figure)


def test_a_tree_leads_down_to_lines_of_yaml_that_hold_the_value(cerebras: Built) -> None:
    lines = explain(cerebras.sheet["production.peak.uncached_tokens_per_minute"])
    places = [match for line in lines if (match := re.search(r"(\w+\.yaml):(\d+):(\d+): (.*)", line))]
    assert len(places) > 10
    for place in places:
        written = (ROOT / "inputs" / "cerebras-2026" / place[1]).read_text(encoding="utf-8").splitlines()
        assert written[int(place[2]) - 1].strip() == place[4]


def test_a_figure_that_was_taken_apart_above_is_not_taken_apart_again(cerebras: Built) -> None:
    lines = explain(cerebras.sheet["production.peak.uncached_tokens_per_minute"])
    shown = [index for index, line in enumerate(lines) if "─ production.peak.generations_per_minute = 1,050" in line]
    assert len(shown) == 3
    assert "(as above)" not in lines[shown[0] + 1]
    assert all("(as above)" in lines[index + 1] for index in shown[1:])


def test_the_end_of_a_name_is_enough_where_no_other_shares_it(cerebras: Built) -> None:
    assert find(cerebras.sheet, "worst.round_up_to").name == "scenarios.production.load_cases.worst.round_up_to"
    assert find(cerebras.sheet, "minutes_per_hour").name == "constants.minutes_per_hour"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("requests_per_minute", "names several figures; it could be"),
        ("production.peak.request_per_minute", "did you mean production.peak.requests_per_minute?"),
    ],
)
def test_a_name_that_is_not_enough_says_what_would_be(cerebras: Built, name: str, says: str) -> None:
    with pytest.raises(ProposalError, match=re.escape(says)) as caught:
        find(cerebras.sheet, name)
    assert caught.value.exit_code == 2
