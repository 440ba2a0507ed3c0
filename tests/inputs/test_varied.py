"""A proposal with a variant's values in the place of others: each at its line, and nothing else is another."""

from fractions import Fraction
from pathlib import Path

import pytest

from generator.errors import Place, ProposalError
from generator.inputs import load
from generator.inputs.load import validated
from generator.inputs.raw import Raw, read
from generator.inputs.varied import built, is_put, of_shown, varied
from tests.conftest import CEREBRAS, UNITS

TEXTS = {path.name: path.read_text(encoding="utf-8") for path in CEREBRAS.glob("*.yaml")}
CALLS = ("classification", "hero", "content-block-1", "content-block-2", "content-block-3", "suggestion-enhancement")
CALL = "page_profiles.all-cerebras.calls"


def of(variants: str) -> Raw:
    return read(CEREBRAS, {}, TEXTS | {"variants.yaml": variants})


def test_a_value_is_put_at_its_line_and_has_no_source_but_that() -> None:
    raw = read(UNITS, {})
    other, puts = varied(raw, load(UNITS).inputs, "reuse-built")
    assert puts == {"scenarios.rooms.generative_share": "90%", "page_profiles.page.calls.writing.output_tokens": 400}
    place = other.places["page_profiles", "page", "calls", "writing", "output_tokens"]
    assert (Path(place.file).name, place.line) == ("variants.yaml", 15)
    leaf = next(one for one in validated(other).leaves() if one.path.endswith("writing.output_tokens"))
    assert leaf.source is None
    assert raw.values["scenarios"]["rooms"]["generative_share"] == "100%"


def test_a_model_that_is_given_no_call_goes_and_a_candidate_that_is_given_one_is_in_use() -> None:
    calls = "".join(f"    {CALL}.{call}.model: gpt-oss-120b\n" for call in CALLS)
    one, _ = varied(raw := of(f"one:\n  set:\n{calls}"), validated(raw).inputs, "one")
    assert list(validated(one).inputs.models) == ["gpt-oss-120b", "zai-glm-4.7"]
    assert list(validated(one).inputs.models["zai-glm-4.7"].evaluation.replacements) == ["reasoning"]  # type: ignore[union-attr]
    two, _ = varied(raw := of(f"two: {{set: {{{CALL}.reasoning.model: zai-glm-4.7}}}}"), validated(raw).inputs, "two")
    found = validated(two).inputs.models
    assert "gpt-oss-120b" not in found
    assert (found["zai-glm-4.7"].reservation, found["zai-glm-4.7"].evaluation) == ("primary", None)


def test_of_a_file_that_cannot_be_read_no_variant_names_what_is_not_there() -> None:
    with pytest.raises(ProposalError) as error:
        validated(read(UNITS, {}, {**load(UNITS).files, "caching.yaml": "prefix_cache: ["}))
    assert {Path(one.place.file).name for one in error.value.faults} == {"caching.yaml"}


@pytest.mark.parametrize(
    ("variants", "told"),
    [
        ("a: {set: {scenarios.production.site: 3}}", "variants.yaml:1:11: there is no such value; did you mean"),
        ("a: {set: {offers.x.vendor: V}}", "a variant puts no value of a variant or of an offer"),
        ("a: {built: [query-deduplicatio]}", "unknown saving query-deduplicatio; did you mean query-deduplication?"),
    ],
)
def test_what_a_variant_names_and_is_not_there_is_a_fault_at_its_line(variants: str, told: str) -> None:
    with pytest.raises(ProposalError) as error:
        validated(of(variants))
    assert told in str(error.value)


def test_a_model_that_there_is_not_is_told_with_those_there_are_and_no_model_is_said_to_be_missing() -> None:
    raw = of(f"a: {{set: {{{CALL}.reasoning.model: gpt-oss-12b}}}}")
    other, _ = varied(raw, validated(raw).inputs, "a")
    with pytest.raises(ProposalError) as error:
        validated(other)
    assert "variants.yaml:1:" in str(error.value)
    assert "unknown model gpt-oss-12b; did you mean gpt-oss-120b?" in str(error.value)


def test_a_value_that_cannot_be_is_a_fault_at_its_line() -> None:
    raw = of("a:\n  set:\n    scenarios.production.sites: none\n")
    with pytest.raises(ProposalError, match=r"variants\.yaml:3:33: expected a number, found"):
        validated(varied(raw, validated(raw).inputs, "a")[0])


def test_what_cannot_be_built_into_the_inputs_is_a_fault() -> None:
    raw = of("a: {built: [rate-limiting]}")
    with pytest.raises(ProposalError, match="what rate-limiting takes cannot be put into the inputs; write what it"):
        varied(raw, validated(raw).inputs, "a")


def test_what_was_put_has_no_line_or_stands_in_a_variant() -> None:
    assert [is_put(Place(*one)) for one in (("--set a=1",), ("x/variants.yaml", 3), ("x/models.yaml", 3))] == [
        True, True, False,
    ]  # fmt: skip


def test_a_variant_that_is_shown_keeps_its_lines_and_what_is_said_of_another_is_left_out() -> None:
    text = "# Ours alone.\na:\n  label: A\n  # of a\n\n# of b\nb: {label: B}\n# of c\nc: {label: C}\n# of c, still\n"
    lines = {"a": 2, "b": 7, "c": 9}
    assert of_shown(text, lines, ["a"]).split("\n") == ["", "a:", "  label: A", "  # of a", *[""] * 7]
    assert of_shown(text, lines, ["c"]).split("\n") == [*[""] * 8, "c: {label: C}", "", ""]


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
