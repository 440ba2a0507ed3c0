"""Each kind of demand is said in the document, in its own words, and every numeral of it is traced."""

from functools import cache
from pathlib import Path

import pytest

from generator.document.audit import audit_markdown
from generator.document.render import Document, render
from generator.figures.figure import Sheet
from generator.figures.sheet import calculate
from generator.inputs import load
from tests.conftest import KINDS


@cache
def document(folder: Path) -> tuple[Document, Sheet]:
    proposal = load(folder)
    sheet = calculate(proposal)
    return render(proposal, sheet), sheet


@pytest.mark.parametrize("folder", KINDS, ids=lambda folder: folder.name)
def test_every_numeral_is_traced_and_no_line_is_empty_of_what_it_names(folder: Path) -> None:
    found, sheet = document(folder)
    assert audit_markdown(found.text, found.in_order(), sheet) == []
    assert "None" not in found.text
    assert "  " not in found.text.replace("\n  ", "")


SAID = {
    "support-chat": [
        "Customers with a contract (12,000) × Share that writes on a working day (25%) × Chats (1.2) × Answers (8): "
        "28,800 pages a day.",
        "On average that is 48 pages a minute over 10 hours.",
        "At its peak it is 192 pages a minute, 4 times the mean.",
        "| Chats | 1.2 | chats a customer and day | 3,600 (2,880–4,320) |",
        "| Chats: so far | drivers before × driver | 3,000 × 1.2 | 3,600 |",
        "A month’s 605K pages and 2.57B tokens are over in 50.4 hours",
        "| Kiosks | 6 | – | – | – | 1.5 |",
    ],
    "coding-agent": [
        "Developers (800) × Share with an agent at work (30%): 240 pages at once.",
        "Each asks again every 10 seconds: 1,440 pages a minute.",
        "The busiest hour has 20% of the day’s pages, 288.",
        "Together they come to 7,200 pages a week.",
        "Together they come to 750 pages a minute.",
    ],
    "nightly-batch": [
        "Documents (1,200,000) × Share that has changed (6%): 72,000 pages.",
        "To be done within 6 hours, they take 200 pages a minute.",
        "On average that is 5 pages a minute over 2 weeks of 6 days of 10 hours.",
        "At its peak it is 20 pages a minute, as stated, 4 times the mean.",
    ],
    "voice": ["Each takes 12 seconds: 1,500 pages a minute.", "On average that is 1.5 pages a minute."],
    "pilot": [
        "to reserve capacity for Summer, peak, as of Summer (2027-07).",
        "As of 2027-07, Summer, with Customers 12,000, Chats 1.8 (1.5–3), we ask for the peak of 180 pages a minute, "
        "which we round up to 200 in steps of 50.",
        "| 2027-Q2 | Spring | 2 times the present rate | 50 | 50 | 213K | 92,500 |",
        "| 2027-07 | **Summer**, asked for | Customers 12,000, Chats 1.8 (1.5–3) | 200 | 200 | 850K | 370K |",
        "| Summer: pages | drivers before × last driver | 12,000 × 1.8 | 21,600 |",
        "(pilot/growth.svg)",
    ],
    "two-continents": [
        "| India | Speaking | 50% | | 5,000 |",
        "Europe: Users (40,000) × Turns (6).",
        "The regions have most together in the hour from 14:00 UTC: 42,000.",
        "| 14:00 | 24,000 | 18,000 | 0 | **42,000** |",
        "| Europe, 14:00 UTC: pages per hour | pages of the day × hour ÷ profile per day | 240,000 × 8 ÷ 80 | 24,000 |",
        "The busiest day of a week is 1.43 times a mean day.",
        "The busiest hour has 20% of the day’s pages, 1,200.",
    ],
}
"""Lines, or parts of lines, that stand in the document of each kind."""


@pytest.mark.parametrize("name", SAID)
def test_the_document_says_how_a_rate_comes_about(name: str) -> None:
    found = document(next(folder for folder in KINDS if folder.name == name))[0].text
    assert [said for said in SAID[name] if said not in found] == []
