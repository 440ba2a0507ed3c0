"""A unit of work is sent, limited and paid where it is stated; whatever is forgotten is told at its line."""

import pytest

from generator.errors import ProposalError
from generator.inputs import load
from tests.conftest import SMALL

TRANSCRIPTION = SMALL.parent / "transcription"
EAR, CALL = "models.hear-2", "page_profiles.call.calls"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"proposal.work_units": "{audio_second: [second, seconds], image: [image, images]}"}, "no call sends images"),
        ({"proposal.work_units": "{audio_second: [a, b], x: [a, c]}"}, "two units are called a"),
        (
            {"proposal.work_units": "{audio_second: [token, seconds]}"},
            "token is what the document calls something else; write another word, such as [sheet, sheets]",
        ),
        ({"proposal.work_units": "{audio_second: [call, calls]}"}, "calls is what the document calls something else"),
        ({"proposal.work_units": "{audio_second: [site, seconds]}"}, "site is what the document calls something else"),
        ({"proposal.work_units": "{Audio: [a, b]}"}, "expected a name of small letters, found Audio"),
        ({f"{CALL}.hearing.work": "{audio_secnd: 4}"}, "unknown work unit audio_secnd; did you mean audio_second?"),
        ({f"{EAR}.published.work": "{image: {per_minute: 4}}"}, "unknown work unit image"),
        (
            {"models.sum-1.published": "{tier: t, work: {audio_second: {per_minute: 4}}}"},
            "no call sends audio_second to sum-1",
        ),
        ({f"{EAR}.published": "{tier: t, tokens_per_minute: 4}"}, "no call sends tokens to hear-2"),
        ({f"{EAR}.meter": "{cached: 0, output: 2}"}, "no call sends tokens to hear-2; leave the meter out"),
        ({f"{EAR}.price": "{input: 4}"}, "work has no audio_second, which calls send to hear-2"),
        (
            {f"{EAR}.price": "{work: {audio_second: 0.36}}"},
            "expected a mapping, found a number; its keys are per, price, source",
        ),
        ({"proposal.work_units": "{}"}, "unknown work unit audio_second; name it under work_units"),
        ({"models.sum-1.price": "{input: 4}"}, "output is missing: calls have output tokens of sum-1"),
        ({"models.sum-1.price": "{per_tokens: 1000}"}, "a price is one of input, output and work at least"),
    ],
)
def test_what_does_not_hold_is_told(changes: dict[str, str], told: str) -> None:
    with pytest.raises(ProposalError) as found:
        load(TRANSCRIPTION, changes)
    assert told in str(found.value)


def test_a_page_that_sends_nothing_at_all_is_refused() -> None:
    with pytest.raises(ProposalError, match="a call of this profile may send nothing"):
        load(TRANSCRIPTION, {"page_profiles.letter.calls.hearing.requests_per_page": "{low: 0, high: 1}"})


def test_a_unit_may_be_called_a_page_where_a_page_has_another_name() -> None:
    pages = load(TRANSCRIPTION, {"proposal.work_units": "{audio_second: [page, pages]}"})
    assert pages.inputs.work_words["audio_second"].many == "pages"
