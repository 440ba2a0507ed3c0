"""A proposal's own words stand in the place of ours: with their articles, for one and for more, and in no name."""

import pytest

from generator.inputs.entry import MisfitError
from generator.inputs.own_words import OURS_ALONE, OwnWords
from generator.inputs.reading import read_as
from generator.units import FREE, PagesPerMinutePerSite, Unit, counted

OWN = OwnWords(page=["incident", "incidents"], page_view=["enquiry", "enquiries"], site=["user", "users"])


@pytest.mark.parametrize(
    ("ours", "own"),
    [
        ("A page takes calls; a page’s tokens.", "An incident takes calls; an incident’s tokens."),
        ("Pages a minute of a site at its peak.", "Incidents a minute of a user at its peak."),
        ("Page views of a site, a page view, views per site", "Enquiries of a user, an enquiry, enquiries per user"),
        ("| Sites | Views per site |", "| Users | Enquiries per user |"),
        ("the sites of all-sites in page.yaml, page_profiles and “Site”", None),
    ],
)
def test_our_words_are_said_in_those_of_the_proposal(ours: str, own: str | None) -> None:
    assert OWN.say(ours) == (own or ours.replace("the sites of", "the users of"))
    assert OURS_ALONE.say(ours) == ours


def test_a_name_of_the_inputs_is_kept() -> None:
    assert OWN.say("the sites of site", frozenset(["site"])) == "the users of site"


def test_only_what_is_stated_is_another() -> None:
    assert OwnWords(site=["seat", "seats"]).say("A page view of a site") == "A page view of a seat"


@pytest.mark.parametrize(
    ("word", "said"),
    [
        *(("conversation", "a conversation"), ("incident", "an incident"), ("user", "a user"), ("unit", "a unit")),
        *(("hour", "an hour"), ("use case", "a use case"), ("uninstallation", "an uninstallation")),
        *(("European order", "a European order"), ("Auftrag", "an Auftrag")),
    ],
)
def test_the_article_is_as_the_word_sounds(word: str, said: str) -> None:
    assert OwnWords(page=[word, f"{word}s"]).say("a page") == said


def test_an_article_may_be_stated() -> None:
    assert OwnWords(page=["SMS", "SMS", "an"]).say("A page, a page") == "An SMS, an SMS"


def test_a_unit_reads_for_one_and_for_more_and_keeps_its_dimension() -> None:
    unit = PagesPerMinutePerSite.__metadata__[0]  # type: ignore[attr-defined]  # typing keeps it there
    people = OwnWords(page=["inquiry", "inquiries"], site=["person", "people"]).unit(unit)
    assert [counted(text, people.symbol, people.one) for text in ("2", "1")] == [
        "2 inquiries/min/person",
        "1 inquiry/min/person",
    ]
    assert people._replace(symbol=unit.symbol, one="") == unit
    assert OURS_ALONE.unit(unit) is unit
    assert OWN.unit(Unit("chats a site", FREE)).symbol == "chats a site"  # which people wrote


def test_a_number_is_counted_in_them() -> None:
    assert [OWN.counted(text, "page views") for text in ("7", "1")] == ["7 enquiries", "1 enquiry"]


@pytest.mark.parametrize(
    "word",
    [["chat"], ["chat", ""], ["*chat*", "chats"], ["chat", "2 chats"], ["ten", "tens"], ["a", "b", "the"], "chat"],
)
def test_what_is_no_word_is_refused(word: object) -> None:
    with pytest.raises(MisfitError):
        read_as(OwnWords, {"page": word})
