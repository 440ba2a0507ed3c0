"""Models as a template sees them: what is asked of each stands beside what is published, and offered by the vendor."""

from generator.document.audit import audit_markdown
from tests.conftest import UNITS, built
from tests.sheets import document_of, sheet_of

BLOCKS = "offers.blocks.models.scribe-2"


def document(changes: dict[str, str]) -> str:
    made = document_of(UNITS, changes) if changes else built(UNITS).document
    assert audit_markdown(made.text, made.in_order(), sheet_of(UNITS, changes) if changes else built(UNITS).sheet) == []
    return made.text


def test_the_request_sheet_shows_what_was_offered_from_when_and_at_what_price() -> None:
    text = document({})
    offered = "40 requests a minute; 100,000 tokens a minute; 100,000 uncached tokens a minute"
    price = "2.5 input, 0.5 cached, 3 written, 9 output, EUR for 1M tokens"
    assert f"| 94,500 | {offered} | 15 April 2028 | {price} |" in text
    assert "Offered, as Cloudbank said on 10 February 2028, until 31 March 2029; a month is billed at 2,500 EUR" in text
    assert "is offered 60,000 tokens a minute at 1,000 EUR a month, and bursts at 3 input, 1 cached, 10 output" in text
    assert "the last columns hold your answer" in text


def test_units_stand_where_the_request_is_told_in_units() -> None:
    text = document({"proposal.offer": "blocks"})
    assert "| 55 Block | 40 | 0.5 EUR an hour each |" in text
    assert "| 2 Block | 3 | 300 EUR a month each |" in text
    assert "Cloudbank said" not in text


def test_where_nothing_is_offered_the_columns_are_empty() -> None:
    text = document({"offers.limits.vendor": "Another"})
    assert "Offered, as" not in text
    assert "| 94,500 | | | |" in text
    assert "the last columns are for your answer" in text
