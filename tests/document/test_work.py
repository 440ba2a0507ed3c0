"""What a template is given of work that is not tokens: the units of a thing, in their words."""

import re

from generator.document.view import View
from generator.document.work import units_of, works_of
from generator.inputs import load
from tests.conftest import SMALL, built
from tests.sheets import sheet_of

MEDIA = load(SMALL.parent / "media")
SHEET = sheet_of(SMALL.parent / "media")
works = works_of(MEDIA.inputs, SHEET)


def test_of_a_thing_come_the_units_that_it_counts_in_the_order_of_the_inputs() -> None:
    shop, press = (View(SHEET, (f"request.pools.{name}",)) for name in ("shop", "press"))
    assert [one.key for one in works(shop)] == ["image", "page"]
    assert [one.key for one in works(press)] == ["image"]
    assert str(works(press)[0].work_per_minute) == "6.3"


def test_a_unit_has_its_words_for_one_for_more_and_for_a_head() -> None:
    first = units_of(MEDIA.inputs, SHEET)[0]
    assert (first.many, first.many.one, first.title) == ("images", "image", "Images")


def test_of_a_call_comes_what_a_request_sends() -> None:
    call = View(SHEET, ("page_profiles.short.calls.picture",))
    assert str(works(call)[0].value) == "3"


def test_where_there_are_no_tokens_the_document_does_not_speak_of_any() -> None:
    text = built(SMALL.parent / "media").document.text
    assert re.findall(r".*(?i:token|cached|cacheab|prefix|prompt).*", text) == []
