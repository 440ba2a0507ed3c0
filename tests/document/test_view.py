"""A view answers with figures and words by name, and tells what may have been meant."""

import re

import pytest
from jinja2 import UndefinedError

from generator.document.view import Prose, View, units_of, works_of
from generator.document.views import views
from generator.inputs import load
from generator.inputs.texts import Name
from tests.conftest import FULL, SMALL, Built, built
from tests.sheets import sheet_of

MEDIA = load(SMALL.parent / "media")
SHEET = sheet_of(SMALL.parent / "media")
works = works_of(MEDIA.inputs, SHEET)


def test_a_view_answers_with_figures_words_and_views(cerebras: Built) -> None:
    seen = views(cerebras.proposal, cerebras.sheet)
    production = seen["scenarios"][1]
    assert production.sites is cerebras.sheet["scenarios.production.sites"]
    assert production.month.active_days is cerebras.sheet["scenarios.production.month.active_days"]
    assert (production.label, type(production.label)) == ("Production sites", Name)
    assert isinstance(production.load_cases[1].description, Prose)
    assert isinstance(seen["headline"].models[0], View)
    assert seen["headline"].tokens_per_minute is cerebras.sheet["production.peak.tokens_per_minute"]
    assert seen["alternative"].key == "production.worst"
    assert production.campaign is None


def test_a_view_says_what_may_have_been_meant(cerebras: Built) -> None:
    request = views(cerebras.proposal, cerebras.sheet)["request"]
    with pytest.raises(
        UndefinedError, match=re.escape("request has no token_per_minute; did you mean tokens_per_minute?")
    ):
        _ = request.token_per_minute


def test_a_view_says_which_figures_it_has(cerebras: Built) -> None:
    request = views(cerebras.proposal, cerebras.sheet)["request"]
    assert request.known.requests_per_second
    assert not request.known.requests_in_flight


def test_a_list_of_words_under_a_key_is_seen_with_its_key() -> None:
    media = built(FULL.parent / "media")
    units = views(media.proposal, media.sheet)["proposal"].work_units
    assert [(one.key, one.value) for one in units] == [
        ("image", ["image", "images"]),
        ("page", ["page", "pages"]),
    ]


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
