"""A proposal that is begun builds at once, and its files name every key."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from generator.document.audit import audit_markdown
from generator.document.render import render
from generator.figures.sheet import calculate
from generator.inputs import load
from generator.inputs.entry import Entry, fields_of
from generator.inputs.records import Inputs
from generator.inputs.starter import EMPTY, _below, starter

DAY = date(2026, 11, 29)


@pytest.mark.parametrize("whole", [False, True])
def test_a_proposal_that_is_begun_is_traced_at_once(tmp_path: Path, whole: bool) -> None:
    proposal = load(tmp_path, texts=starter(DAY, whole))
    sheet = calculate(proposal)
    document = render(proposal, sheet)
    assert not audit_markdown(document.text, document.in_order(), sheet)
    assert sheet["request.requests_per_minute"].value == 60


def test_the_least_proposal_has_no_more_than_25_lines() -> None:
    assert sum(text.count("\n") for text in starter(DAY).values()) <= 25


@pytest.mark.parametrize("name", fields_of(Inputs))
def test_every_key_stands_in_the_whole_of_its_file_and_each_comment_is_yaml(name: str) -> None:
    file = "offers/example.yaml" if name == "offers" else f"{name}.yaml"
    text = starter(DAY, whole=True)[file].replace(EMPTY, "")
    stated = re.sub(r"^( *)#", r"\1", text, flags=re.MULTILINE)
    yaml.safe_load(stated)
    keys = set(re.findall(r"^[ -]*([a-z_]+):", stated, flags=re.M))
    assert _keys(_below(fields_of(Inputs)[name].kind)[0]) - keys == set()


def _keys(kind: type[Entry]) -> set[str]:
    """The keys of an entry; those of the entries below are told by `_below`, one kind where there are several."""
    return {field.key for name, field in fields_of(kind).items()}
