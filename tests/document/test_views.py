"""A template sees words and figures by name, and is told what it may have meant."""

import pytest

from generator.document.view import named
from generator.document.views import views
from generator.figures.figure import Figure
from generator.figures.sheet import calculate
from generator.inputs import load
from tests.conftest import CEREBRAS, SEATS, Built, built
from tests.sheets import document_of


def test_models_stand_in_the_order_of_the_inputs_and_only_where_they_have_figures(cerebras: Built) -> None:
    seen = views(cerebras.proposal, cerebras.sheet)
    assert [row.key for row in seen["models"]] == ["gpt-oss-120b", "llama-3.3-70b", "llama-3.1-8b", "zai-glm-4.7"]
    assert [row.key for row in seen["request"].models] == ["gpt-oss-120b", "llama-3.3-70b", "llama-3.1-8b"]


CANDIDATE = """
llama-3:
  reservation: evaluation
  role: Under evaluation
  purpose: May take over writing.
  source: {assumed: tried}
  evaluation: {headroom: 20%, replacements: {content: {label: Writing, replaces: [llama-3.3-70b]}}}
"""


def test_the_figures_of_a_model_are_not_those_of_one_whose_name_begins_its_own(cerebras: Built) -> None:
    files = cerebras.proposal.files
    proposal = load(CEREBRAS, {}, {**files, "models.yaml": files["models.yaml"] + CANDIDATE})
    seen = views(proposal, calculate(proposal, sensitivity=False))
    for thing in (seen["profiles"][0], seen["headline"], seen["scenarios"][1], seen["request"]):
        assert [row.key for row in thing.models] == ["gpt-oss-120b", "llama-3.3-70b", "llama-3.1-8b"]


@pytest.mark.parametrize(
    ("name", "path", "found"),
    [
        ("facts.session-cap", "savings.rate-limiting", "savings.rate-limiting.facts.session-cap"),
        ("sites", "scenarios.production.load_cases.peak", "scenarios.production.sites"),
        ("production.peak.tokens_per_minute", "savings.rate-limiting", "production.peak.tokens_per_minute"),
    ],
)
def test_free_text_names_a_figure_beside_it_or_further_out(cerebras: Built, name: str, path: str, found: str) -> None:
    figure = named(cerebras.proposal, cerebras.sheet, name, path)
    assert isinstance(figure, Figure)
    assert figure.name == found


def test_free_text_names_a_model_or_a_profile_and_nothing_unknown(cerebras: Built) -> None:
    assert named(cerebras.proposal, cerebras.sheet, "models.llama-3.1-8b", "savings") == "llama-3.1-8b"
    assert named(cerebras.proposal, cerebras.sheet, "page_profiles.all-cerebras", "savings") == "all-cerebras"
    assert named(cerebras.proposal, cerebras.sheet, "models.llama-9", "savings") is None


def test_the_summary_says_what_the_alternative_holds_beside_its_case_and_what_is_no_part_of_the_request() -> None:
    text = built(SEATS).document.text
    assert "| Team, everybody, with Solo, mean beside it, not asked for |" in text
    assert "Free level is not part of the request." in text
    beside = document_of(SEATS, {"proposal.request.beside": "{free.all: {included: false}}"}).text
    assert "| Team, everybody, not asked for |" in beside
    assert "Solo level is not part of the request." in beside
    other = "{solo.all: {included: false}, free.all: {included: true}}"
    assert "not part of the request" not in document_of(SEATS, {"proposal.request.beside": other}).text
