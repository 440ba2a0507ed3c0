"""What goes to other vendors is asked of each by itself, as its cache finds it, and of nobody twice."""

from fractions import Fraction
from pathlib import Path

import pytest

from generator.figures.figure import Sheet
from generator.figures.sheet import calculate
from generator.inputs import load
from tests.conftest import ROOT
from tests.sheets import heard_elsewhere, sheet_of

TWO = ROOT / "tests" / "proposals" / "two-vendors"
THERE = "request.elsewhere.models.aspen-9"
REPLY = "page_profiles.talk.calls.reply"


def changed(changes: dict[str, str]) -> Sheet:
    return sheet_of(TWO, changes)


def test_what_the_vendor_and_a_split_get_is_all_that_is_sent() -> None:
    found = changed({"models.quill-3.fallback": "{aspen-9: 0%}"})
    split = found[f"{THERE}.requests_per_minute"].value + found["request.models.quill-3.requests_per_minute"].value
    assert split == found["counter.noon.pages_per_minute"].value
    assert found["request.requests_per_minute"].value == 35 + 50, "and nothing is added across vendors"


def test_a_fallback_for_the_whole_carries_the_same_whatever_is_split() -> None:
    few, many = (changed({"models.quill-3.split.aspen-9": share}) for share in ("5%", "95%"))
    for key in ("requests", "tokens", "uncached_tokens"):
        assert few[f"{THERE}.{key}_per_minute"].value == many[f"{THERE}.{key}_per_minute"].value
    assert (few[f"{THERE}.requests_per_minute"].low, few[f"{THERE}.requests_per_minute"].high) == (50, 50)


def test_a_part_may_be_taken_over_and_stated_as_a_range() -> None:
    found = changed({"models.quill-3.fallback": "{aspen-9: {low: 0%, likely: 50%, high: 100%}}"})
    asked = found[f"{THERE}.requests_per_minute"]
    assert (asked.low, asked.value, asked.high) == (10, Fraction(65, 2), 50)


def test_a_call_goes_elsewhere_in_its_own_shares_and_not_in_those_of_its_model() -> None:
    found = changed({f"{REPLY}.split": "{aspen-mini: 10%}"})
    assert found["request.models.quill-3.requests_per_minute"].value == 45
    assert found["request.elsewhere.models.aspen-mini.requests_per_minute"].value == 25 + 5
    assert found["request.always.models.aspen-mini.requests_per_minute"].value == 5
    assert "request.always.models.aspen-9.requests_per_minute" not in found, "it is a fallback alone"


@pytest.mark.parametrize(
    ("vendor", "held"), [("{}", 2000 * 80), ("{block_tokens: 128}", 1920 * 80), ("{hit_rate: 0%}", 0)]
)
def test_the_cache_is_that_of_the_other_vendor_as_far_as_it_is_stated(vendor: str, held: int) -> None:
    found = changed({"proposal.other_vendors.northwind": vendor})
    cached = found["page_profiles.talk.elsewhere.aspen-9.calls.reply.cached_input_tokens"]
    assert cached.value * 100 == held


def test_a_prefix_that_is_too_short_there_is_not_cached_there() -> None:
    found = changed({"models.aspen-9.least_prefix_tokens": "2001"})
    assert found[f"{THERE}.cached_input_tokens_per_minute"].value == 0
    assert found["request.models.quill-3.cached_input_tokens_per_minute"].value == 56000


def test_headroom_is_asked_of_every_vendor() -> None:
    found = changed({"proposal.request.headroom": "{value: 20%, source: {assumed: so}}"})
    assert found[f"{THERE}.requests_per_minute"].value == 60
    assert found["request.elsewhere.need.models.aspen-9.requests_per_minute"].value == 50


def test_pools_ask_other_vendors_apart() -> None:
    pools = "{pools: {one: {headline_case: counter.noon}}}"
    found = changed({"proposal.request": pools})
    assert found["request.pools.one.elsewhere.models.aspen-9.requests_per_minute"].value == 50


def test_what_is_sent_once_more_is_sent_once_more_there_too() -> None:
    found = changed({f"{REPLY}.retries": "10%"})
    assert found[f"{THERE}.requests_per_minute"].value == 55


def test_a_fallback_costs_no_tokens_until_it_is_needed_and_its_units_all_the_time() -> None:
    found = changed({"models.quill-3.split": "{aspen-mini: 30%}"})
    assert "scenarios.counter.month.always.aspen-9.cost_per_month" not in found
    assert found["scenarios.counter.month.always.aspen-mini.cost_per_month"].value > 0
    assert found[f"{THERE}.units_cost_per_month"].value > 0


def test_a_beginning_that_may_be_too_short_there_is_bounded_by_what_it_may_be_in_between() -> None:
    found = changed({"page_profiles.talk.components.rules.tokens": "{low: 900, likely: 1000, high: 1300}"})
    one = found[f"{THERE}.uncached_input_tokens_per_minute"]
    assert one.low <= one.value <= one.high
    assert one.high >= 50 * (500 + 1023), "one token less than the cache there holds of"


def test_work_that_is_not_tokens_goes_elsewhere_as_well_with_headroom_and_beside_what_is_published(
    tmp_path: Path,
) -> None:
    found = calculate(load(heard_elsewhere(tmp_path)), sensitivity=False)
    path, ours = "request.elsewhere.models.ear-9", "request.models.hear-2.work.audio_second.work_per_minute"
    there = found[f"{path}.work.audio_second.work_per_minute"].value
    assert there == found[ours].value * Fraction(1, 2)
    assert found[f"{path}.limits.work.audio_second.per_minute.times_published"].value == there * Fraction(1, 100)
    assert f"{path}.tokens_per_minute" not in found
