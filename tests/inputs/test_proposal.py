"""The records of proposal.yaml."""

from datetime import date
from typing import Any

import pytest

from generator.inputs.asking import Request
from generator.inputs.entry import MisfitError
from generator.inputs.proposal import Letter, Reference
from generator.inputs.reading import read_as

WORDS = {
    "title": "T",
    "edition": "2026",
    "vendor": "V",
    "requester": "R",
    "subject": "Inference.",
    "version": "1",
    "dated": "2026-01-31",
    "needed_by": "to be agreed",
}
JUDGEMENTS = {"negligible_below": "1%", "dominates_above": "50%"}
CASES = {"load_cases": {"shop.peak", "shop.worst"}}


def document(**other: Any) -> Letter:
    values = {**WORDS, "request": {"headline_case": "shop.peak"}, "judgements": JUDGEMENTS, **other}
    return read_as(Letter, values, CASES)


def test_paper_language_and_references_have_defaults() -> None:
    one = document()
    assert (one.paper, one.language, one.references) == ("letter", "en", [])


@pytest.mark.parametrize("language", ["en", "en-US", "en-GB", "en-CH"])
def test_the_language_is_english_perhaps_that_of_a_country(language: str) -> None:
    assert document(language=language).language == language


@pytest.mark.parametrize("language", ["de", "de-CH", "fr", "English", "EN", "en-gb", "en_GB", "", "en\n", '"><script>'])
def test_another_language_would_call_english_words_what_they_are_not(language: str) -> None:
    with pytest.raises(MisfitError, match="expected a kind of English, found ") as caught:
        document(language=language)
    error = caught.value.misfits[0]
    assert error.hint == "the document's own words are English: write en, en-US, en-GB or another such"


def test_the_paper_is_letter_or_a4() -> None:
    assert document(paper="a4").paper == "a4"
    with pytest.raises(MisfitError, match="expected letter or a4"):
        document(paper="A4")


def test_the_day_on_which_a_reference_was_read_is_a_date() -> None:
    one = read_as(Reference, {"label": "L", "where": "docs/a.md", "read": "2026-01-31"})
    assert one.read == date(2026, 1, 31)
    assert read_as(Reference, {"label": "L", "where": "docs/a.md"}).read is None


@pytest.mark.parametrize(
    ("read", "what", "hint"),
    [
        ("yesterday", "expected a date such as 2026-01-31", ""),
        (2026, "expected a date such as 2026-01-31", ""),
        ("2026-W05-6", "expected a date such as 2026-01-31", ""),
        ("31.1.2026", "expected a date such as 2026-01-31", "did you mean 2026-01-31?"),
        ("2026-1-31", "expected a date such as 2026-01-31", "did you mean 2026-01-31?"),
        ("2026-04", "expected a date such as 2026-01-31", "did you mean 2026-04-01?"),
        ("20260131", "expected a date such as 2026-01-31", "did you mean 2026-01-31?"),
        ("2026-02-30", "there is no day 2026-02-30", "February 2026 has 28 days"),
        ("2026-13-01", "there is no day 2026-13-01", "a year has 12 months"),
        ("2026-04-00", "there is no day 2026-04-00", "April 2026 has 30 days"),
    ],
)
def test_what_is_no_date_is_told_apart_from_a_day_that_does_not_exist(read: object, what: str, hint: str) -> None:
    with pytest.raises(MisfitError) as caught:
        read_as(Reference, {"label": "L", "where": "docs/a.md", "read": read})
    error = caught.value.misfits[0]
    assert (error.what, error.hint) == (what, hint)


def test_the_day_of_need_may_be_open_instead_and_says_so() -> None:
    for needed_by, hint in (("soon", "write one, or write to be agreed"), ("2026-02-30", "February 2026 has 28 days")):
        with pytest.raises(MisfitError) as caught:
            document(needed_by=needed_by)
        assert caught.value.misfits[0].hint.startswith(hint)


@pytest.mark.parametrize(
    "request_",
    [
        {"headline_case": "shop.pea"},
        {"headline_case": "shop.peak", "alternative_case": "shop.pea"},
        {"headline_case": "shop.peak", "beside": {"shop.pea": {"included": True}}},
    ],
)
def test_every_case_of_the_request_must_be_known(request_: object) -> None:
    with pytest.raises(MisfitError, match=r"unknown load case shop\.pea\b"):
        read_as(Request, request_, CASES)


def test_a_statement_of_the_vendor_names_a_reference_that_was_read_on_a_day() -> None:
    references = [{"label": "Limits", "where": "docs/limits.md"}]
    fact = {"says": "A request over its limit is refused.", "reference": "Limit"}
    with pytest.raises(MisfitError) as caught:
        document(references=references, vendor_facts={"queue": fact})
    (told,) = caught.value.misfits
    assert (told.what, told.hint) == ("unknown reference Limit", "did you mean Limits?")
    assert told.path == ("vendor_facts", "queue", "reference")
    with pytest.raises(MisfitError, match="the reference Limits names no day"):
        document(references=references, vendor_facts={"queue": {**fact, "reference": "Limits"}})
    read = [{**references[0], "read": "2026-01-31"}]
    assert document(references=read, vendor_facts={"queue": {**fact, "reference": "Limits"}}).vendor_facts


MOVE = {"figure": "a", "from": "1/3", "to": "50%", "by": "Ada", "on": "2026-11-28", "why": "Agreed."}


def test_a_move_is_accepted_once() -> None:
    other = {**MOVE, "to": "51%"}
    assert len(document(accepted=[MOVE, other]).accepted) == 2
    with pytest.raises(MisfitError) as caught:
        document(accepted=[MOVE, other, {**MOVE, "by": "Ben"}])
    (told,) = caught.value.misfits
    assert (told.what, told.hint, told.path) == ("this move of a is accepted twice", "remove one", ("accepted", 2))
