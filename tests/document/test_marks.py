"""What a template shows becomes marked text, and is remembered under its mark."""

from dataclasses import replace
from fractions import Fraction

import pytest

from generator.document.charts import Length
from generator.document.marks import Marks, Numbers, Symbols, Written, plain, printed_in
from generator.inputs.texts import Name
from tests.conftest import Built


@pytest.fixture
def marks(cerebras: Built) -> Marks:
    return Marks(cerebras.proposal, cerebras.sheet)


def test_a_formula_is_shown_in_words_as_a_name(cerebras: Built, marks: Marks) -> None:
    marked = marks.show(Symbols(cerebras.sheet["scenarios.production.active_minutes"]))
    assert plain(marked) == "active days × hours per day × minutes per hour"
    assert [one.kind for one in printed_in(marked, marks.printed)] == ["name"]


def test_the_numbers_of_a_formula_are_marked_one_by_one(cerebras: Built, marks: Marks) -> None:
    marked = marks.show(Numbers(cerebras.sheet["request.requests_per_minute"]))
    assert [one.name for one in printed_in(marked, marks.printed)] == ["production.peak.requests_per_minute"]
    marked = marks.show(Numbers(cerebras.sheet["savings.tiered-generation.kept_requests_per_page"]))
    assert plain(marked) == "1 × (1 − 15%)"
    kinds = [one.kind for one in printed_in(marked, marks.printed)]
    assert kinds == ["figure", "name", "figure"]  # the second 1 is the formula's own


def test_a_length_is_drawn_and_not_remembered(marks: Marks) -> None:
    assert marks.show(Length(12.5)) == "12.5"
    assert marks.show(Length(12.0)) == "12"
    assert marks.printed == []


@pytest.mark.parametrize(
    ("where", "shown"),
    [
        ("https://example.org/a", "<https://example.org/a>"),
        ("http://example.org/a", "<http://example.org/a>"),
        ("docs/a.md", "`docs/a.md`"),
        ("docs/a b>c.md", "`docs/a b>c.md`"),
        ("https://example.org/a b", "https&#58;//example.org/a b"),
        ("https://example.org/>", "https&#58;//example.org/&gt;"),
        ("docs/a`b", "docs/a\\`b"),
    ],
)
def test_a_reference_is_a_link_where_it_can_be_one_and_code_where_it_is_a_path(
    marks: Marks, where: str, shown: str
) -> None:
    assert plain(marks.address(Name(where))) == shown


def test_what_a_figure_counts_stands_after_it_and_is_no_part_of_what_was_printed(cerebras: Built, marks: Marks) -> None:
    path = "page_profiles.all-cerebras"
    for name, words, said in (
        (f"{path}.requests_per_page", "requests", "7 requests"),
        (f"{path}.calls.reasoning.requests_per_page", "requests", "1 request"),
        ("production.peak.pages_per_minute", "generated pages", "1,050 generated pages"),
    ):
        marked = marks.show(Written(cerebras.sheet[name], words=words))
        assert plain(marked) == said
        assert [one.text for one in printed_in(marked, marks.printed)] == [said.partition(" ")[0]]


def test_a_span_that_ends_at_1_counts_more_than_one(cerebras: Built, marks: Marks) -> None:
    figure = replace(cerebras.sheet["demo.sustained.pages_per_minute"], low=Fraction(0), high=Fraction(1))
    assert plain(marks.show(Written(figure, end="span", words="sites"))) == "0–1 sites"
    assert plain(marks.show(Written(figure, end="high", words="sites"))) == "1 site"
