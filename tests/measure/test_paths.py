"""A path is found however a log nests it, and what is missing is told with what is close."""

from generator.measure.mapping import presets, read_mapping
from generator.measure.paths import find, fits, guessed, keys_within, lacking

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
