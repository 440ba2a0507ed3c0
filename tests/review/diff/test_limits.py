"""The limits that a difference tells: of the whole request, or of each pool."""

from fractions import Fraction
from pathlib import Path

from generator.figures.sheet import calculate
from generator.inputs import load
from generator.inputs.raw import read
from generator.review.diff.difference import diff
from generator.review.diff.limits import LIMITS, limits_of
from tests.conftest import REGIONS, SMALL

US = "request.pools.us"
TRANSCRIPTION, MEDIA = (SMALL.parent / name for name in ("transcription", "media"))


def limits(folder: Path) -> dict[str, str]:
    proposal = load(folder)
    return dict(limits_of(proposal, calculate(proposal, sensitivity=False)))


def test_a_request_without_pools_has_three_limits() -> None:
    assert limits(SMALL) == LIMITS


def test_each_pool_has_its_own_limits_under_its_label() -> None:
    found = limits(REGIONS)
    assert found["request.pools.eu.requests_per_minute"] == "Europe RPM"
    assert found[f"{US}.uncached_tokens_per_minute"] == "America uncached TPM"
    assert len(found) == 6


def test_what_moves_one_pool_is_told_of_that_pool() -> None:
    found = diff(read(REGIONS, {}), read(REGIONS, {"scenarios.us.sites": "6"}))
    own = {name for name in limits(REGIONS) if name.startswith(US)}
    assert {one.name for one in found.limits if one.old != one.new} == own


def test_a_pool_that_goes_was_asked_for_and_is_asked_for_no_more() -> None:
    kept = "{eu: {label: Europe, headline_case: eu.noon, alternative_case: eu.fair, base_case: eu.mean}}"
    # Its scenario stays, and what is saved by answers that are served again there is asked of the pool that is left.
    changes = {"proposal.request.pools": kept, "caching.query_reuse.phases.usual.scenario": "eu"}
    found = diff(read(REGIONS, {}), read(REGIONS, changes))
    gone = [one for one in found.limits if one.name.startswith(US)]
    assert [one.name for one in gone] == [name.replace("request", US, 1) for name in LIMITS]
    assert all(one.old > 0 and not one.new for one in gone)


def test_work_has_a_limit_of_its_own_and_tokens_have_none_where_none_are_sent() -> None:
    assert [*limits(TRANSCRIPTION).values()] == ["RPM", "TPM", "uncached TPM", "seconds of audio/min"]
    assert [*limits(MEDIA).values()] == [
        "Shop RPM",
        "Shop images/min",
        "Shop pages/min",
        "Press RPM",
        "Press images/min",
    ]


def test_a_call_that_sends_more_audio_moves_that_limit_and_no_other() -> None:
    longer = {"page_profiles.call.calls.hearing.work.audio_second": "{value: 54, source: {assumed: so}}"}
    found = diff(read(TRANSCRIPTION, {}), read(TRANSCRIPTION, longer))
    moved = {one.name: (one.old, one.new) for one in found.limits if one.old != one.new}
    assert moved == {"request.work.audio_second.work_per_minute": (Fraction("2362.5"), Fraction(2835))}
    assert [one.name for cause in found.causes for one in cause.changes] == list(longer)
