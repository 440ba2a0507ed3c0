"""What a saving puts once it is built: what is left of pages, of a call or of a component, range by range."""

from fractions import Fraction

import pytest

from generator.inputs import load
from generator.inputs.built import built
from tests.conftest import CEREBRAS, UNITS

PAGE = "page_profiles.all-cerebras"


@pytest.mark.parametrize(
    ("saving", "puts"),
    [
        ("query-deduplication", {"scenarios.production.generative_share": {"low": "6%", "likely": "7%", "high": "8%"}}),
        ("tiered-generation", {f"{PAGE}.calls.reasoning.requests_per_page": Fraction(85, 100)}),
        ("block-level-caching", {}),
    ],
)
def test_a_saving_leaves_less_of_what_it_takes_from(saving: str, puts: object) -> None:
    assert built(load(CEREBRAS).inputs, saving) == puts


def test_a_component_of_a_call_whose_input_is_stated_whole_is_not_shortened_by_itself() -> None:
    changes = {"page_profiles.page.calls.writing": (
        "{label: Writing, model: scribe-2, input_tokens: 3000, output_tokens: 500, begins_with: [rules]}"
    )}  # fmt: skip
    assert built(load(UNITS).inputs, "shorter") == {"page_profiles.page.components.rules.tokens": 600}
    assert built(load(UNITS, changes).inputs, "shorter") == {}
