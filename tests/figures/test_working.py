"""What is no token has figures of its own, unit by unit; where there are no tokens, no figure is of any."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from generator.errors import ProposalError
from generator.figures.figure import Sheet
from generator.figures.sheet import calculate
from generator.inputs import load
from tests.conftest import SMALL
from tests.sheets import sheet_of

TRANSCRIPTION, MEDIA = (SMALL.parent / name for name in ("transcription", "media"))
AUDIO = "work.audio_second.work_per_minute"


def sheet(changes: Mapping[str, str]) -> Sheet:
    return sheet_of(TRANSCRIPTION, changes)


def test_where_nothing_is_a_token_no_figure_is_of_tokens() -> None:
    found = sheet_of(MEDIA)
    assert [name for name, one in found.items() if one.unit.dimension.startswith("token")] == []
    assert [name for name in found if "token" in name or ("cache" in name and not name.startswith("caching"))] == []


def test_a_model_of_audio_alone_has_no_tokens_beside_one_that_has() -> None:
    found = sheet({})
    assert "request.models.sum-1.tokens_per_minute" in found
    assert "request.models.hear-2.tokens_per_minute" not in found
    assert f"request.models.sum-1.{AUDIO}" not in found


def test_a_model_may_take_audio_and_put_out_tokens() -> None:
    found = sheet(
        {
            "page_profiles.call.calls.hearing.output_tokens": "{value: 100, source: {assumed: so}}",
            "models.hear-2.price.output": "1",
        }
    )
    assert found["request.models.hear-2.output_tokens_per_minute"].value == 5250
    assert found["request.models.hear-2.input_tokens_per_minute"].value == 0
    cost = found["page_profiles.call.models.hear-2.cost_per_page"].value
    assert cost == Fraction("0.0189") + Fraction("4.2") * 100 / 1_000_000


def test_a_unit_says_itself_in_its_own_words_for_one_and_for_more() -> None:
    figure = sheet({})[f"request.{AUDIO}"]
    assert (figure.unit.symbol, figure.unit.one) == ("seconds of audio/min", "second of audio/min")
    assert figure.says == "Seconds of audio a minute to reserve: what is needed, and the headroom on top."


def test_a_unit_that_is_called_as_one_of_our_words_keeps_its_own() -> None:
    figure = sheet_of(MEDIA)["request.pools.shop.work.page.work_per_minute"]
    assert (figure.unit.symbol, figure.says) == ("pages/min", "Pages a minute to reserve.")


def test_a_case_that_sends_what_its_headline_case_does_not_is_no_share_of_it() -> None:
    found = sheet_of(MEDIA)
    assert "archive.run.share_of_headline" not in found
    assert "shop.quiet.share_of_headline" in found


def test_a_headline_case_that_may_send_nothing_is_refused_in_requests() -> None:
    proposal = load(MEDIA, {"scenarios.press.load_cases.peak": "{label: Peak, pages_per_minute: {low: 0, high: 1}}"})
    with pytest.raises(ProposalError, match=r"press\.peak asks for no requests at this end of the range"):
        calculate(proposal)
