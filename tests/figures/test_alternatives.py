"""A saving or a replacement works the same formulas out again, with what it leaves of their inputs."""

import pytest

from tests.conftest import ROOT, Built
from tests.sheets import sheet_of

CEREBRAS = ROOT / "tests" / "proposals" / "seed"


@pytest.mark.parametrize(
    ("saving", "requests", "tokens", "uncached"),
    [
        ("query-deduplication", 2100, 300 * 25130, 300 * 12610),  # 1,037.88 × 0.7 = 726.5, rounded up to 750: 300 less
        ("tiered-generation", 157.5, 157.5 * 13500, 157.5 * 3750),  # 15 % of 1,050 reasoning requests
        ("reasoning-prompt-compression", 0, 1050 * 2400, 0),  # 30 % of 8,000 tokens, all of them cached
    ],
)
def test_a_saving_is_worth(cerebras: Built, saving: str, requests: float, tokens: float, uncached: float) -> None:
    names = ("saved_requests_per_minute", "saved_tokens_per_minute", "saved_uncached_tokens_per_minute")
    worth = [float(cerebras.sheet[f"savings.{saving}.{name}"].value) for name in names]
    assert worth == [requests, tokens, uncached]


def test_what_only_bounds_leave_open_is_not_said_to_be_possible() -> None:
    saved = sheet_of(ROOT / "tests" / "proposals" / "search-mix")["savings.fewer-ranks.saves_no_tokens"]
    assert saved.may_be
    assert not saved.can_be
    again = sheet_of(CEREBRAS, {"caching.query_reuse.phases.production.reuse": "{low: 0%, likely: 30%, high: 40%}"})
    assert any(one.can_be for name, one in again.items() if name.endswith(".saves_no_tokens"))


def test_without_a_cache_compression_saves_uncached_tokens() -> None:
    sheet = sheet_of(CEREBRAS, {"caching.prefix_cache.hit_rate": "0%"})
    assert sheet["savings.reasoning-prompt-compression.saved_uncached_tokens_per_minute"].value == 1050 * 2400
    assert sheet["savings.reasoning-prompt-compression.saves_no_uncached_tokens"].value is False


def test_in_whole_blocks_compression_saves_what_falls_out_of_the_blocks() -> None:
    sheet = sheet_of(CEREBRAS, {"caching.prefix_cache.block_tokens": "4000"})
    # 9,750 tokens fill 2 blocks of 4,000 and 7,350 fill 1: of 11,500 input 3,500 were uncached, of 9,100 then 5,100.
    assert sheet["savings.reasoning-prompt-compression.saved_uncached_tokens_per_minute"].value == 1050 * (3500 - 5100)


def test_a_saving_that_is_to_be_measured_has_no_figures(cerebras: Built) -> None:
    assert not any(name.startswith("savings.block-level-caching.") for name in cerebras.sheet)


@pytest.mark.parametrize(
    ("replacement", "requests", "tokens", "with_headroom"),
    [
        ("reasoning", 1050, 1050 * 13500, 1050 * 16200),
        ("content", 5250, 1050 * 11200, 1050 * 13440),
        ("both", 6300, 1050 * 24700, 1050 * 29640),
        ("all-roles", 7350, 1050 * 25130, 1050 * 30156),
    ],
)
def test_a_replacement_asks_for(
    cerebras: Built, replacement: str, requests: int, tokens: int, with_headroom: int
) -> None:
    path = f"models.zai-glm-4.7.evaluation.replacements.{replacement}"
    names = ("requests_per_minute", "tokens_per_minute", "tokens_per_minute_with_headroom")
    assert [cerebras.sheet[f"{path}.{name}"].value for name in names] == [requests, tokens, with_headroom]
