"""A mapping says where a log keeps what; what it cannot mean is told with its line."""

from pathlib import Path

import pytest

from generator.errors import USAGE, ProposalError
from generator.measure.mapping import (
    FIELDS,
    SAYS,
    find,
    fits,
    guessed,
    keys_within,
    lacking,
    mapping_of,
    presets,
    read_mapping,
)


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


REPLY = {"created": 1, "model": "m", "usage": {"prompt_tokens": 3, "completion_tokens": 4, "prompt_tokens_details": {}}}


def test_a_path_is_a_column_or_keys_below_one_or_a_key_with_dots() -> None:
    mapping = read_mapping("time: a.b\ninput: usage.prompt_tokens\noutput: meta.x.y\n", "m")
    found = find(mapping, {("a.b",), ("usage", "prompt_tokens"), ("meta",)}, ["a.b", "meta"])
    assert found.fields == {
        "time": (("a.b",),),
        "input": (("usage", "prompt_tokens"),),
        "output": (("meta", "x", "y"),),
    }
    assert found.paths() == {"time": "a.b", "input": "usage.prompt_tokens", "output": "meta.x.y"}


def test_an_attribute_of_a_span_is_named_without_the_word_before_it() -> None:
    known = {
        ("startTimeUnixNano",),
        ("attributes", "gen_ai.usage.input_tokens"),
        ("attributes", "gen_ai.usage.completion_tokens"),
    }
    found = find(presets()["otel"], known)
    assert found.fields["input"] == (("attributes", "gen_ai.usage.input_tokens"),)
    assert found.paths()["output"] == "gen_ai.usage.completion_tokens"
    assert lacking(presets()["otel"], found, known, "log") == []


def test_what_a_mapping_names_and_the_log_lacks_is_told_with_the_closest() -> None:
    mapping = read_mapping("time: TIMESTAMP\ninput: ContextTokns\n", "m")
    known = {("TIMESTAMP",), ("ContextTokens",)}
    (fault,) = lacking(mapping, find(mapping, known), known, "log.csv")
    assert str(fault) == "log.csv: has no ContextTokns, which the mapping names; did you mean ContextTokens?"
    renamed = {("TIMESTAMP",), ("ContextToken",), ("GeneratedTokens",)}
    (fault,) = lacking(presets()["trace"], find(presets()["trace"], renamed), renamed, "log.csv")
    assert str(fault) == "log.csv: has no ContextTokens, where trace keeps input tokens; did you mean ContextToken?"


def test_a_preset_is_guessed_where_one_has_most_and_none_where_none_fits() -> None:
    known = keys_within([REPLY])
    assert guessed(known) == presets()["openai"]
    assert fits(presets()["langfuse"], known) == 0
    assert guessed({("a",), ("b",)}) is None
