"""The records of proposal.yaml."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from generator.inputs.proposal import Letter, Reference, Request

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
    return Letter.model_validate(values, context=CASES)


def test_paper_language_and_references_have_defaults() -> None:
    one = document()
    assert (one.paper, one.language, one.references) == ("letter", "en", [])


@pytest.mark.parametrize("language", ["en", "de", "en-GB"])
def test_a_language_is_two_letters_and_perhaps_a_country(language: str) -> None:
    assert document(language=language).language == language


@pytest.mark.parametrize("language", ["English", "EN", "en-gb", "en_GB", "", "en\n", '"><script>'])
def test_any_other_language_is_refused(language: str) -> None:
    with pytest.raises(ValidationError, match="expected a language such as en or en-US, found "):
        document(language=language)


def test_the_paper_is_letter_or_a4() -> None:
    assert document(paper="a4").paper == "a4"
    with pytest.raises(ValidationError, match="'letter' or 'a4'"):
        document(paper="A4")


def test_the_day_on_which_a_reference_was_read_is_a_date() -> None:
    one = Reference.model_validate({"label": "L", "where": "docs/a.md", "read": "2026-01-31"})
    assert one.read == date(2026, 1, 31)
    assert Reference.model_validate({"label": "L", "where": "docs/a.md"}).read is None


@pytest.mark.parametrize("read", ["31.1.2026", "2026-02-30", "yesterday", 2026])
def test_what_is_no_date_is_refused(read: object) -> None:
    with pytest.raises(ValidationError, match="expected a date such as 2026-01-31"):
        Reference.model_validate({"label": "L", "where": "docs/a.md", "read": read})


@pytest.mark.parametrize(
    "request_",
    [
        {"headline_case": "shop.pea"},
        {"headline_case": "shop.peak", "alternative_case": "shop.pea"},
        {"headline_case": "shop.peak", "beside": {"shop.pea": {"included": True}}},
    ],
)
def test_every_case_of_the_request_must_be_known(request_: object) -> None:
    with pytest.raises(ValidationError, match=r"unknown load case shop\.pea\b"):
        Request.model_validate(request_, context=CASES)


def test_a_statement_of_the_vendor_names_a_reference_that_was_read_on_a_day() -> None:
    references = [{"label": "Limits", "where": "docs/limits.md"}]
    fact = {"says": "A request over its limit is refused.", "reference": "Limit"}
    with pytest.raises(ValidationError) as caught:
        document(references=references, vendor_facts={"queue": fact})
    (told,) = (one["ctx"]["error"] for one in caught.value.errors())
    assert (told.what, told.hint) == ("unknown reference Limit", "did you mean Limits?")
    assert told.at == ("vendor_facts", "queue", "reference")
    with pytest.raises(ValidationError, match="the reference Limits names no day"):
        document(references=references, vendor_facts={"queue": {**fact, "reference": "Limits"}})
    read = [{**references[0], "read": "2026-01-31"}]
    assert document(references=read, vendor_facts={"queue": {**fact, "reference": "Limits"}}).vendor_facts


MOVE = {"figure": "a", "from": "1/3", "to": "50%", "by": "Ada", "on": "2026-11-28", "why": "Agreed."}


def test_a_move_is_accepted_once() -> None:
    other = {**MOVE, "to": "51%"}
    assert len(document(accepted=[MOVE, other]).accepted) == 2
    with pytest.raises(ValidationError) as caught:
        document(accepted=[MOVE, other, {**MOVE, "by": "Ben"}])
    (told,) = (one["ctx"]["error"] for one in caught.value.errors())
    assert (told.what, told.hint, told.at) == ("this move of a is accepted twice", "remove one", ("accepted", 2))
