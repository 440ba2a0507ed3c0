"""What is asked for stands beside what the vendor sets and serves, and beside the next step up."""

from fractions import Fraction
from pathlib import Path

import pytest

from generator.figures.asking import LIMITS, titles_of_limits
from generator.figures.figure import Sheet, ancestors
from generator.figures.sheet import calculate
from generator.inputs import load
from tests.conftest import CEREBRAS, FULL, REGIONS, SMALL
from tests.sheets import sheet_of


def sheet(changes: dict[str, str], folder: Path = CEREBRAS) -> Sheet:
    return sheet_of(folder, changes)


def test_a_model_that_replaces_others_is_asked_for_all_that_they_are() -> None:
    found = sheet({}, FULL)
    assert (
        found["request.replaced.models.oak-9.requests_per_minute"].value == found["request.requests_per_minute"].value
    )
    assert found["request.replaced.models.oak-9.tokens_per_minute"].value == found["request.tokens_per_minute"].value
    assert "request.replaced.models.elm-2.tokens_per_minute" not in found


def test_without_a_model_that_left_nothing_stands_in_the_way() -> None:
    assert not [name for name in sheet({}) if name.startswith(("request.unavailable", "request.replaced"))]


def test_a_ratio_of_a_model_holds_before_that_of_all_models() -> None:
    name = "request.models.gpt-oss-120b.exceeds_default_total"
    assert sheet({})[name].value is True
    assert sheet({"models.gpt-oss-120b.total_to_uncached": "4"})[name].value is False


def test_compressing_the_reasoning_rules_keeps_a_model_to_its_default_limit() -> None:
    changes = {"caching.prefix_cache.block_tokens": "128"}
    kept = "savings.reasoning-prompt-compression.kept.models.gpt-oss-120b"
    found = sheet(changes)
    assert found["request.models.gpt-oss-120b.exceeds_default_total"].value is True
    assert found[f"{kept}.tokens_per_minute"].value == 11_655_000
    # 9,100 of input less 57 blocks of 128, and 2,000 of output: 3,804 a page, thrice, 1,050 times.
    assert found[f"{kept}.default_total_tokens_per_minute"].value == 3 * 3804 * 1050
    assert found[f"{kept}.exceeds_default_total"].value is False


def test_one_more_site_at_peak_is_the_next_step_up() -> None:
    found = sheet({})
    assert found["request.one_more.requests_per_minute"].value == 10_850
    assert found["request.one_more.tokens_per_minute"].value == 38_951_500
    assert found["request.one_more.tokens_rise_by"].value == Fraction(500, 1050)


@pytest.mark.parametrize("at_peak", ["10", "{low: 2, likely: 2, high: 10}"])
def test_where_every_site_may_be_at_peak_there_is_no_further_one(at_peak: str) -> None:
    found = sheet({"scenarios.production.load_cases.peak.sites_at_peak": at_peak})
    assert not [name for name in found if name.startswith("request.one_more")]


def test_a_case_fits_in_what_rounding_up_leaves_or_not() -> None:
    rate = "scenarios.demo.load_cases.peak.pages_per_minute"
    assert sheet({})["demo.peak.fits_in_slack"].value is True
    assert sheet({rate: "13"})["demo.peak.fits_in_slack"].value is False
    assert "demo.peak.fits_in_slack" not in sheet({"proposal.request.beside": "{demo.peak: {included: true}}"})


def test_headroom_is_on_top_of_the_need_and_no_part_of_it() -> None:
    found, without = sheet({}, REGIONS), sheet({"proposal.request.headroom": "0%"}, REGIONS)
    for name, one in found.items():
        if ".need." in name:
            assert one.value == without[name].value, name
            assert found[name.replace(".need", "", 1)].value == one.value * Fraction(6, 5), name


def test_what_is_asked_for_is_written_up_and_what_is_needed_is_not() -> None:
    found = sheet({"proposal.request.headroom": "19.99%"}, REGIONS)
    assert found["request.pools.eu.requests_per_minute"].asked
    assert not found["request.pools.eu.need.requests_per_minute"].asked


def test_pools_are_asked_for_apart_and_nothing_is_added_across_them() -> None:
    found = sheet({}, REGIONS)
    names = [name for name in found if name.startswith("request.")]
    assert {tuple(name.split(".")[1:3]) for name in names} == {("pools", "eu"), ("pools", "us")}
    rests = {key: set(ancestors(found[f"request.pools.{key}.tokens_per_minute"])) for key in ("eu", "us")}
    assert not any(name.startswith(("us.", "pilot.", "scenarios.us")) for name in rests["eu"])
    assert not any(name.startswith(("eu.", "scenarios.eu")) for name in rests["us"])


def test_a_pool_alone_is_asked_for_as_a_whole_request_would_be() -> None:
    room = "headroom: {value: 20%, source: {assumed: so}}"
    alone = f"{{headline_case: us.noon, beside: {{pilot.open: {{included: true}}}}, {room}}}"
    pooled, whole = sheet({}, REGIONS), sheet({"proposal.request": alone}, REGIONS)
    own = {name: one.value for name, one in pooled.items() if name.startswith("request.pools.us.")}
    expected = {name: one.value for name, one in whole.items() if name.startswith("request.")}
    assert own == {name.replace("request", "request.pools.us", 1): value for name, value in expected.items()}


TRANSCRIPTION, MEDIA = (SMALL.parent / name for name in ("transcription", "media"))


def limits(folder: Path) -> dict[str, str]:
    proposal = load(folder)
    return titles_of_limits(proposal, calculate(proposal, sensitivity=False))


def test_a_request_without_pools_has_three_limits() -> None:
    assert limits(SMALL) == LIMITS


def test_each_pool_has_its_own_limits_under_its_label() -> None:
    found = limits(REGIONS)
    assert found["request.pools.eu.requests_per_minute"] == "Europe RPM"
    assert found["request.pools.us.uncached_tokens_per_minute"] == "America uncached TPM"
    assert len(found) == 6


def test_of_a_model_that_left_and_is_sent_no_tokens_no_token_is_told() -> None:
    places = {
        "models.hear-2.availability": "{endpoint: public, left: 2028-01-01, reference: Catalogue}",
        "proposal.references": "[{label: Catalogue, where: 'https://example.org', read: 2028-02-01}]",
    }
    found = sheet_of(TRANSCRIPTION, places)
    gone = [name for name in found if name.startswith("request.unavailable.")]
    assert "request.unavailable.work.audio_second.work_per_minute" in gone
    assert not [name for name in gone if "token" in name]


def test_work_has_a_limit_of_its_own_and_tokens_have_none_where_none_are_sent() -> None:
    assert [*limits(TRANSCRIPTION).values()] == ["RPM", "TPM", "uncached TPM", "seconds of audio/min"]
    assert [*limits(MEDIA).values()] == [
        "Shop RPM",
        "Shop images/min",
        "Shop pages/min",
        "Press RPM",
        "Press images/min",
    ]
