"""A mapping says where a log keeps what; what it cannot mean is told with its line."""

from pathlib import Path

import pytest

from generator.errors import USAGE, ProposalError
from generator.measure.mapping import FIELDS, SAYS, mapping_of, presets, read_mapping


def test_each_field_has_its_sentence_and_each_preset_keeps_tokens() -> None:
    assert {*SAYS} == {*FIELDS}
    assert all({"input", "output"} <= {*one.paths} <= {*FIELDS} for one in presets().values())


def test_a_mapping_may_stand_on_a_preset_and_say_what_is_the_same_in_every_row(tmp_path: Path) -> None:
    file = tmp_path / "mapping.yaml"
    file.write_text(
        "preset: litellm\ncall: [request_tags, call_type]\nmodel: {is: gpt-oss-120b}\nunit: none\nzone: Asia/Tokyo\n"
    )
    found = mapping_of(str(file))
    assert (found.paths["call"], found.paths["model"], found.paths["unit"]) == (("request_tags", "call_type"), (), ())
    assert (found.fixed, found.zone, found.strict) == ({"model": "gpt-oss-120b"}, "Asia/Tokyo", False)
    assert found.paths["input"] == presets()["litellm"].paths["input"]


def test_every_fault_of_a_mapping_is_told_at_once_with_its_line() -> None:
    text = "inputs: a\npreset: litelm\ntime: {at: b}\nonly: [a]\nparts_beside: maybe\n"
    with pytest.raises(ProposalError) as told:
        read_mapping(text, "mapping.yaml")
    says = str(told.value)
    for part in (
        "mapping.yaml:1:1: unknown key inputs; did you mean input?",
        "mapping.yaml:2:9: unknown preset litelm; did you mean litellm?",
        "mapping.yaml:3:7: expected a path, a list of paths, {is: TEXT} or none, found a mapping",
        "mapping.yaml:4:7: expected a path and the text that it has",
        "mapping.yaml:5:15: expected true or false, found a text",
    ):
        assert part in says


def test_what_is_neither_a_preset_nor_a_file_is_told_with_the_closest() -> None:
    with pytest.raises(ProposalError, match="did you mean openai") as told:
        mapping_of("opnai")
    assert told.value.exit_code == USAGE
