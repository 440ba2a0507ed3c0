"""A view answers with figures and words by name, and tells what may have been meant."""

import re

import pytest
from jinja2 import UndefinedError

from generator.document.view import Prose, View
from generator.document.views import views
from generator.inputs.texts import Name
from tests.conftest import FULL, Built, built


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
