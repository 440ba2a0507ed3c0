"""What a saving takes away tells its kind."""

from collections.abc import Mapping
from typing import Any

import pytest

from generator.inputs.entry import Entry, MisfitError
from generator.inputs.reading import read_as
from generator.inputs.savings import CompressedComponent, ReusedAnswers, Saving, SkippedCall
from generator.inputs.texts import Name


@pytest.mark.parametrize(
    ("takes", "sort"),
    [
        ({"query_reuse": "launch"}, ReusedAnswers),
        ({"skipped_call": "plan", "share_of_pages": "15%"}, SkippedCall),
        ({"compressed_component": "rules", "share_of_tokens": "30%"}, CompressedComponent),
    ],
)
def test_what_a_saving_takes_away_tells_its_kind(takes: Mapping[str, Any], sort: type[Entry]) -> None:
    saving = read_as(Saving, {"label": "S", "description": "Saves.", "takes": takes})
    assert type(saving.takes) is sort


def test_what_a_saving_takes_away_may_be_open() -> None:
    saving = {"label": "S", "description": "Saves."}
    assert read_as(Saving, {**saving, "takes": "to be measured"}).takes == "to be measured"
    with pytest.raises(MisfitError, match="expected a mapping or to be measured, found to be weighed"):
        read_as(Saving, {**saving, "takes": "to be weighed"})


def test_labels_are_names_and_descriptions_are_texts() -> None:
    saving = read_as(Saving, {"label": "Top 5", "description": "Saves.", "takes": "to be measured"})
    assert type(saving.label) is Name
    with pytest.raises(MisfitError, match="the number 5 is typed in free text"):
        read_as(Saving, {"label": "S", "description": "Saves 5.", "takes": "to be measured"})
