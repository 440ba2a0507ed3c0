"""The limits that a difference tells: of the whole request, or of each pool."""

from fractions import Fraction

import pytest

from generator.figures.asking import LIMITS
from generator.inputs.raw import read
from generator.review.diff.difference import diff
from tests.conftest import REGIONS, SMALL

pytestmark = pytest.mark.usefixtures("short_documents")
US = "request.pools.us"
TRANSCRIPTION = SMALL.parent / "transcription"


def test_what_moves_one_pool_is_told_of_that_pool() -> None:
    found = diff(read(REGIONS, {}), read(REGIONS, {"scenarios.us.sites": "6"}))
    assert {one.name for one in found.limits if one.old != one.new} == {
        name.replace("request", US, 1) for name in LIMITS
    }


def test_a_pool_that_goes_was_asked_for_and_is_asked_for_no_more() -> None:
    kept = "{eu: {label: Europe, headline_case: eu.noon, alternative_case: eu.fair, base_case: eu.mean}}"
    # Its scenario stays, and what is saved by answers that are served again there is asked of the pool that is left.
    changes = {"proposal.request.pools": kept, "caching.query_reuse.phases.usual.scenario": "eu"}
    found = diff(read(REGIONS, {}), read(REGIONS, changes))
    gone = [one for one in found.limits if one.name.startswith(US)]
    assert [one.name for one in gone] == [name.replace("request", US, 1) for name in LIMITS]
    assert all(one.old > 0 and not one.new for one in gone)
    for number, one in enumerate(found.limits):
        assert sum(cause.shares[number] for cause in found.causes) == one.new - one.old, one.name


def test_a_call_that_sends_more_audio_moves_that_limit_and_no_other() -> None:
    longer = {"page_profiles.call.calls.hearing.work.audio_second": "{value: 54, source: {assumed: so}}"}
    found = diff(read(TRANSCRIPTION, {}), read(TRANSCRIPTION, longer))
    moved = {one.name: (one.old, one.new) for one in found.limits if one.old != one.new}
    assert moved == {"request.work.audio_second.work_per_minute": (Fraction("2362.5"), Fraction(2835))}
    assert [one.name for cause in found.causes for one in cause.changes] == list(longer)
