"""In a proposal with words of its own none of ours stands: not in its document, print, explanations or differences."""

import re
from collections.abc import Iterator

import pytest

from generator.document.explain.as_text import as_markdown, as_text
from generator.document.explain.tree import explain
from generator.errors import ProposalError
from generator.inputs import load
from generator.inputs.raw import read
from generator.print.html import visible
from generator.print.product import Product, make
from generator.review.diff import as_text as diff_as_text
from generator.review.diff.difference import diff
from generator.review.diff.report import Told
from generator.terminal import plain
from tests.conftest import FULL, SEATS
from tests.conftest import built as once

WORDS = "{page: [incident, incidents], page_view: [enquiry, enquiries], site: [user, users]}"
OURS = re.compile(r"\b(?:page views?|pages?|sites?|views?)\b", re.IGNORECASE)
NAME = re.compile(
    r"`[^`]*`|[\w-]+(?:(?:\.|\\?_)[\w-]+)+|\S+\.svg|\b\w+: [\w{].*$|“[^”]*”|─ \w+(?= =)|(?<== )sites(?= [−×])"
    r"|^ *lines? .*$",
    re.MULTILINE,
)
"""What is no word: code, the name of a figure or a file, a line of YAML; and what people wrote, in quotes."""
EVERYTHING = {
    "proposal.words": WORDS,
    "proposal.request.alternative_case": "desk.mean",
    "caching.query_reuse": "{status: planned, example_queries: [why], phases: {first: {label: First, scenario: desk, "
    "reuse: {low: 1%, high: 9%}, source: {assumed: so}}}}",
    "savings.shorter-rules.takes": "{query_reuse: first}",
}


def ours(text: str) -> list[str]:
    """The lines in which a word of ours stands, outside names."""
    return [line for line in text.split("\n") if OURS.search(NAME.sub("", line))]


@pytest.fixture(scope="module")
def built() -> list[Product]:
    return [once(SEATS), make(load(FULL, EVERYTHING))]


def test_the_markdown_its_charts_and_the_page_are_in_them_and_traced(built: list[Product]) -> None:
    for one in built:
        texts = [one.document.text, *one.document.pictures().values(), visible(one.page.text)]
        assert [line for text in texts for line in ours(text)] == [], one.proposal.name
        assert one.untraced() == []
    assert "An incident takes 2 requests" in built[1].document.text
    assert "incidents per minute × requests per incident" in built[1].document.text


def test_every_sentence_and_unit_of_a_figure_is_in_them(built: list[Product]) -> None:
    for one in built:
        said = [f"{figure.says} {figure.unit.symbol} {figure.unit.one}" for figure in one.sheet.values()]
        assert len(said) > 200
        assert ours("\n".join(said)) == []


def test_explanations_are_in_them_down_to_the_inputs_and_up_from_them(built: list[Product]) -> None:
    asked = ("request.uncached_tokens_per_minute", "scenarios.desk.sites", "scenarios.desk.generative_share")
    seats, full = built
    found = [explain(full.proposal, full.sheet, name) for name in asked]
    found.append(explain(seats.proposal, seats.sheet, "scenarios.team.page_views_per_site"))
    assert [line for one in found for text in (as_text(one, 400), as_markdown(one)) for line in ours(text)] == []
    assert "incidents/min" in as_text(found[0])


def told(changes: dict[str, str]) -> Iterator[str]:
    """The whole difference between the seats and the seats with changes."""
    found = diff(read(SEATS, {}), read(SEATS, changes))
    for every in (False, True):
        lines = diff_as_text.as_text(Told("seats", "main", "head", "", found), 400, every)
        yield "\n".join(plain(line) for line in lines)


@pytest.mark.usefixtures("makes_once")
def test_a_difference_is_in_them() -> None:
    found = [*told({"scenarios.team.sites": "500", "proposal.facts.trial.value": "9"})]
    assert [line for text in found for line in ours(text)] == []
    assert any("answers" in text for text in found)


def test_what_does_not_hold_between_inputs_is_told_in_them() -> None:
    with pytest.raises(ProposalError) as caught:
        load(SEATS, {"scenarios.team.load_cases.rush.sites_at_peak": "401"})
    assert [one.what for one in caught.value.faults] == ["up to 401 seats at peak, but the scenario may have only 400"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"scenarios.team.page_profile": "nothing"}, "unknown {one} profile nothing"),
        ({"scenarios.solo.generative_share": "40%"}, "generative_share goes with enquiries, in the campaign"),
    ],
)
def test_what_does_not_fit_is_told_in_them_but_for_keys(changes: dict[str, str], told: str) -> None:
    with pytest.raises(ProposalError) as caught:
        load(SEATS, changes)
    said = [f"{one.what}; {one.hint}" for one in caught.value.faults]
    assert ours("\n".join(said)) == []
    assert any(told.format(one="answer") in one for one in said), said


def test_other_words_move_no_figure(built: list[Product]) -> None:
    without = make(load(FULL, {**EVERYTHING, "proposal.words": "{}"}))
    assert {name: one.value for name, one in built[1].sheet.items()} == {
        name: one.value for name, one in without.sheet.items()
    }
    assert ours(without.document.text)
