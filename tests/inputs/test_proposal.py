"""The records of proposal.yaml."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from pydantic import ValidationError

from generator.inputs.proposal import Document, Guardrail, Reference, Request, change

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


def document(**other: Any) -> Document:
    values = {**WORDS, "request": {"headline_case": "shop.peak"}, "judgements": JUDGEMENTS, **other}
    return Document.model_validate(values, context=CASES)


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


@pytest.mark.parametrize("limit", ["at_most", "at_least", "largest_change"])
def test_a_guardrail_has_a_limit(limit: str) -> None:
    rail = {"figure": "request.tokens_per_minute", "reason": "R."}
    assert Guardrail.model_validate({**rail, limit: "5%" if limit == "largest_change" else Fraction(0)})
    with pytest.raises(ValidationError, match="a guardrail has at_most, at_least or largest_change"):
        Guardrail.model_validate(rail)


@pytest.mark.parametrize(
    ("value", "said"),
    [("20M", "expected a number, found a text"), ("120%", "a share above 100%"), (Fraction(5), "")],
)
def test_a_limit_is_a_number_or_a_share(value: object, said: str) -> None:
    if said:
        with pytest.raises(ValidationError, match=said):
            Guardrail.model_validate({"figure": "a", "at_most": value, "reason": "So."})
    else:
        assert Guardrail.model_validate({"figure": "a", "at_most": value, "reason": "So."}).at_most == value


@pytest.mark.parametrize(
    ("value", "part"),
    [
        ("25%", Fraction(1, 4)),
        ("150 %", Fraction(3, 2)),
        (Fraction(1, 4), Fraction(1, 4)),
        (Fraction(1), Fraction(1)),
        ("0%", Fraction(0)),
    ],
)
def test_a_change_may_be_above_the_whole_in_percent(value: object, part: Fraction) -> None:
    assert change(value) == part


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Fraction(25), "without a percent sign 25 is 2,500%"),
        (Fraction(3, 2), "without a percent sign 1.5 is 150%"),
        ("-5%", "must not be negative"),
        (Fraction(-1), "must not be negative"),
        ("a quarter", "expected a share such as 10%, found a text"),
    ],
)
def test_any_other_change_is_refused(value: object, said: str) -> None:
    with pytest.raises(ValueError, match=f"^{said}$"):
        change(value)
