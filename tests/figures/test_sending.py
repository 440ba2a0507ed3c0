"""What a page sends: whatever a call states beyond its tokens stands before the columns that the page adds up."""

from fractions import Fraction

import pytest

from generator.figures.figure import Sheet, ancestors
from tests.conftest import FULL, ROOT, SMALL, UNITS
from tests.sheets import NO_VARIANT, sheet_of

CHAT, NIGHTLY = (ROOT / "tests" / "proposals" / name for name in ("chat-turns", "nightly-batch"))
LETTER, ANSWER = "page_profiles.letter.calls.answer", "page_profiles.chat.calls.answer"


def letter(**changes: str) -> Sheet:
    return sheet_of(SMALL, {f"{LETTER}.{key}": value for key, value in changes.items()})


def chat(**changes: str) -> Sheet:
    return sheet_of(CHAT, {key.replace("__", "."): value for key, value in changes.items()})


def test_a_call_that_states_its_tokens_alone_has_one_row_and_nothing_of_turns_or_retries() -> None:
    found = {name.removeprefix(f"{LETTER}.") for name in letter() if name.startswith(f"{LETTER}.")}
    assert not {name for name in found if "turns" in name or "retries" in name or "begins_with" in name}
    assert "constants.one_token" not in letter()


def test_what_the_cache_leaves_of_turns_that_vary_is_never_less_than_nothing_nor_more_than_is_sent() -> None:
    describe = "page_profiles.document.calls.describe"
    found = sheet_of(NIGHTLY, {f"{describe}.turns": "{low: 1, high: 4}", f"{describe}.growth_tokens": "0"})
    left, sent = (found[f"request.{key}_tokens_per_minute"] for key in ("uncached_input", "input"))
    assert 0 <= left.low <= left.value <= left.high <= sent.high


def test_what_is_sent_once_more_counts_with_all_its_tokens() -> None:
    once, again = letter(), letter(retries="4%")
    for column in ("requests_per_page", "input_tokens_per_page", "output_tokens_per_page"):
        name = f"page_profiles.letter.{column}"
        assert again[name].value == once[name].value * Fraction(104, 100)


def test_a_call_has_its_own_share_of_retries_or_that_of_its_profile() -> None:
    found = chat()
    assert found[f"{ANSWER}.requests_with_retries_per_page"].value == Fraction("1.02")
    assert found["page_profiles.chat.calls.triage.requests_with_retries_per_page"].value == Fraction("1.01")


def test_a_request_that_is_refused_counts_alone_and_one_that_is_broken_off_costs_its_input() -> None:
    page, whole = "page_profiles.letter", letter()
    for failures, sent, back in (("{refused: 10%}", 90, 90), ("{broken_off: 10%}", 100, 90)):
        found = letter(failures=failures)
        assert found[f"{page}.requests_per_page"].value == whole[f"{page}.requests_per_page"].value
        for column, percent in (("input_tokens", sent), ("cached_input_tokens", sent), ("output_tokens", back)):
            name = f"{page}.{column}_per_page"
            assert found[name].value == whole[name].value * Fraction(percent, 100)


def test_what_is_sent_once_more_for_each_that_is_refused_costs_nearly_what_one_that_succeeds_does() -> None:
    found = letter(retries="25%", failures="{refused: 20%}")
    assert (
        found["page_profiles.letter.input_tokens_per_page"].value == letter()[f"{LETTER}.input_tokens_per_page"].value
    )
    assert found["page_profiles.letter.requests_per_page"].value == Fraction(5, 4)


def test_every_turn_of_a_call_may_fail() -> None:
    turned = {"turns": "3", "growth_tokens": "50", "output_tokens": "100"}
    found = letter(**turned, failures="{refused: 10%, broken_off: 10%}")
    assert found["page_profiles.letter.requests_per_page"].value == 3
    assert found["page_profiles.letter.input_tokens_per_page"].value == (6050 + 6100 + 6150) * Fraction(90, 100)
    assert found["page_profiles.letter.output_tokens_per_page"].value == 300 * Fraction(80, 100)


def test_what_is_not_read_is_not_written_to_the_cache() -> None:
    key = "request.models.scribe-2.written_input_tokens_per_minute"
    failing = {"page_profiles.page.calls.writing.failures": "{refused: 50%}"}
    assert sheet_of(UNITS, NO_VARIANT | failing)[key].value == sheet_of(UNITS, NO_VARIANT)[key].value / 2


def test_reasoning_is_output_that_is_not_shown() -> None:
    found = letter(output_tokens="700", reasoning_tokens="1300")
    assert found["page_profiles.letter.output_tokens_per_page"].value == 2000


def test_each_turn_is_a_request_and_a_page_adds_them_all_up() -> None:
    found = letter(turns="3", growth_tokens="50", output_tokens="100")
    page = "page_profiles.letter"
    assert found[f"{page}.requests_per_page"].value == 3
    assert found[f"{page}.input_tokens_per_page"].value == 6050 + 6100 + 6150
    assert found[f"{page}.input_tokens_per_request"].value == 6100 == found[f"{LETTER}.mean_input_tokens"].value
    assert found[f"{page}.output_tokens_per_page"].value == 300


@pytest.mark.parametrize(("size", "held"), [("to be agreed", 2 * 6050 + 50), ("1000", 12000)])
def test_without_a_block_size_what_is_sent_again_counts_in_full(size: str, held: int) -> None:
    changes = {"turns": "3", "growth_tokens": "50"}
    cache = {"caching.prefix_cache.hit_rate": "100%", "caching.prefix_cache.block_tokens": size}
    found = sheet_of(SMALL, {f"{LETTER}.{key}": one for key, one in changes.items()} | cache)
    assert found[f"{LETTER}.cached_input_tokens_of_all_turns"].value == held


def test_of_a_cold_call_the_first_turn_finds_nothing_and_those_after_it_what_was_sent() -> None:
    warm, cold = chat(), chat(page_profiles__chat__calls__answer__cold="true")
    name = f"{ANSWER}.cached_input_tokens_of_all_turns"
    assert warm[name].value == cold[name].value + warm[f"{ANSWER}.cached_input_tokens"].value
    assert f"{ANSWER}.cached_input_tokens" not in cold


def test_a_hit_rate_of_a_call_takes_the_place_of_that_of_the_cache() -> None:
    path = "page_profiles.reply.calls.answer"
    found = sheet_of(FULL, {f"{path}.hit_rate": "40%"})
    assert found[f"{path}.cached_input_tokens"].value == 960 * Fraction("0.4")
    assert "caching.prefix_cache.hit_rate" not in ancestors(found[f"{path}.cached_input_tokens"])


def test_a_component_is_found_no_oftener_than_those_before_it() -> None:
    policies, customer = (f"{ANSWER}.begins_with.{key}" for key in ("policies", "customer"))
    found = chat(page_profiles__chat__components__policies__hit_rate="{low: 50%, likely: 95%, high: 95%}")
    assert found[f"{customer}.found_rate"].value == Fraction("0.6")
    assert found[f"{customer}.found_rate"].low == Fraction("0.5")
    assert f"{policies}.found_rate" not in found


def test_a_component_without_a_hit_rate_is_found_as_its_call_is() -> None:
    found = sheet_of(FULL, {"page_profiles.reply.components.rules.hit_rate": "70%"})
    assert found["page_profiles.reply.calls.answer.cached_input_tokens"].value == 960 * Fraction("0.7")


@pytest.mark.parametrize(("least", "held"), [(1000, 960), (1001, 0)])
def test_a_prefix_is_held_where_it_is_as_long_as_the_least(least: int, held: int) -> None:
    found = sheet_of(FULL, {"models.oak-9.least_prefix_tokens": str(least)})
    answer = "page_profiles.reply.calls.answer"
    assert found[f"{answer}.cacheable_tokens"].value == held
    assert found[f"{answer}.is_too_short"].value is (held == 0)


def test_the_last_turn_is_the_largest_request_unless_another_is_stated() -> None:
    name = f"{ANSWER}.largest_request_tokens"
    assert chat()[name].value == 4300 + 1500
    assert chat(page_profiles__chat__calls__answer__largest_input_tokens="9000")[name].value == 9000 + 1500


def test_a_turned_call_is_admitted_on_the_prompt_of_each_of_its_turns() -> None:
    found = letter(turns="3", growth_tokens="50", max_completion_tokens="1000")
    assert found[f"{LETTER}.reserved_tokens_per_page"].value == 6050 + 6100 + 6150 + 3 * 1000


def test_a_saving_skips_a_share_of_conversations_and_not_of_turns() -> None:
    skip = "{label: Skip, description: Skip some., source: {assumed: a trial}, takes: {skipped_call: answer, "
    found = sheet_of(CHAT, {"savings.shorter-policies": skip + "share_of_pages: 50%}}"})
    assert found["savings.shorter-policies.kept_requests_per_page"].value == Fraction(1, 2)
    assert found["savings.shorter-policies.saved_requests_per_minute"].value == 180 * Fraction("6.12") / 2


def test_ranges_of_turns_and_growth_leave_what_is_uncached_within_a_block_a_turn() -> None:
    found = chat()
    whole, first = (
        found["page_profiles.chat.uncached_input_tokens_per_page"],
        found[f"{ANSWER}.uncacheable_repeated_tokens"],
    )
    corners = [
        chat(page_profiles__chat__calls__answer__turns=turns, page_profiles__chat__calls__answer__growth_tokens=growth)[
            whole.name
        ].value
        for turns in ("4", "9")
        for growth in ("300", "600")
    ]
    room = first.high * Fraction("1.02")
    assert min(corners) - room <= whole.low <= min(corners)
    assert max(corners) <= whole.high <= max(corners) + room


MIX, MEAN = ROOT / "tests" / "proposals" / "search-mix", "scenarios.library.mean_page"


def test_a_scenario_of_several_page_profiles_has_a_mean_page_that_its_load_cases_are_worked_out_with() -> None:
    found = sheet_of(MIX)
    assert found["library.noon.requests_per_minute"].needs["requests_per_page"] is found[f"{MEAN}.requests_per_page"]
    assert found["scenarios.library.tokens_per_month"].value == 288_000 * Fraction("8407.5")
    parts = [found[f"{MEAN}.parts.{key}.share_of_pages"].value for key in ("short", "deep")]
    assert parts == [Fraction(3, 4), Fraction(1, 4)]


def test_a_mean_page_of_one_and_the_same_page_profile_is_that() -> None:
    same = {"scenarios.library.page_profiles.short": "1%", "scenarios.library.page_profiles.deep": "99%"}
    found, alone = sheet_of(MIX, same), sheet_of(MIX)["page_profiles.deep.tokens_per_page"].value
    assert found[f"{MEAN}.tokens_per_page"].value == Fraction(99, 100) * alone + Fraction(1, 100) * 6210


def test_a_saving_counts_in_each_page_profile_of_the_mean_page_that_it_is_about() -> None:
    found = sheet_of(MIX)
    path = "savings.shorter-style"
    assert found[f"{path}.parts.short.kept_tokens"].value == found[f"{path}.parts.deep.kept_tokens"].value == 450
    assert "savings.fewer-ranks.parts.deep.kept_requests_per_page" not in found


def test_blocks_of_another_size_are_tried_on_the_mean_page() -> None:
    size = "{big: {label: Big, block_tokens: {value: 2000, source: {assumed: a trial}}}}"
    found = sheet_of(MIX, {"caching.prefix_cache.block_readings": size})
    path = "caching.prefix_cache.block_readings.big"
    assert found[f"{path}.page.cached_input_tokens_per_page"].value == 4000 * Fraction("0.8") / 4


def test_the_mean_of_a_spread_drives_the_rates_and_its_p99_is_the_largest_request() -> None:
    spread = "{mean: 6050, p50: 4000, p95: 15000}"
    plain, spread_out = letter(max_completion_tokens="1000"), letter(input_tokens=spread, max_completion_tokens="1000")
    name = "request.tokens_per_minute"
    assert spread_out[name].value == plain[name].value
    assert (spread_out[name].low, spread_out[name].high) == (plain[name].low, plain[name].high)
    assert spread_out[f"{LETTER}.largest_request_tokens"].value == 15000 + 1000
    assert f"{LETTER}.largest_request_tokens" not in plain
    beyond = sheet_of(MIX)["page_profiles.deep.calls.answer.largest_request_tokens"]
    assert beyond.value == 900 + 4200 + 31000 + 2000
