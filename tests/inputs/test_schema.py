"""The schemas for editors: current, closed, told in words, and of one mind with loading."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from generator.errors import ProposalError
from generator.inputs import load, schema
from generator.inputs.entry import Entry, fields_of
from generator.inputs.guardrail import Guardrail
from generator.inputs.located_yaml import parse
from generator.inputs.quantities import Source
from generator.inputs.records import Inputs, _entries
from generator.inputs.rules import rules_as_schema
from generator.inputs.scenarios import Peak, Scenario
from tests.conftest import ROOT, UNITS

NAMES = list(fields_of(Inputs))
INPUTS = ROOT / "tests" / "proposals" / "seed"
SCHEMAS = ROOT / "generator" / "schemas"
FOLDERS = [INPUTS, ROOT / "tests" / "proposals" / "foreign", ROOT / "tests" / "inputs" / "valid", UNITS]
UNDERSTOOD = {
    *("$schema", "$defs", "$ref", "title", "description", "examples", "default", "type", "enum", "const", "format"),
    *(
        "minimum",
        "exclusiveMinimum",
        "maximum",
        "exclusiveMaximum",
        "maxLength",
        "pattern",
        "patternErrorMessage",
        "items",
        "minItems",
        "maxItems",
    ),
    *("properties", "required", "additionalProperties", "propertyNames", "minProperties", "maxProperties"),
    *("if", "then", "else", "allOf", "anyOf", "oneOf"),
}
"""The keywords that the YAML editors' language server was seen to act on, or to pass over."""


@cache
def texts() -> dict[str, str]:
    return schema.schemas()


def made(name: str) -> Any:
    return json.loads(texts()[f"{name}.schema.json"])


def parts(node: Any, keyword: str = "") -> Iterator[Any]:
    """Every schema in a schema."""
    if isinstance(node, list):
        for item in node:
            yield from parts(item)
    elif isinstance(node, dict):
        named = keyword in {"properties", "$defs"}
        if not named:
            yield node
        for key, value in node.items():
            if key not in schema.GIVEN or named:
                yield from parts(value, "" if named else key)


def test_the_committed_schemas_are_current() -> None:
    committed = {path.name: path.read_text(encoding="utf-8") for path in SCHEMAS.iterdir()}
    assert committed == texts(), "run: proposal schema"


@pytest.mark.whole  # what is committed is held to a process whose hashes are random, as well
def test_the_schemas_are_the_same_on_every_run() -> None:
    code = "from generator.inputs.schema import schemas; print(''.join(schemas().values()), end='')"
    around = {**os.environ, "PYTHONHASHSEED": "1"}  # this process's own is a random one
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT, env=around)
    assert done.stdout.decode() == "".join(texts().values())


@pytest.mark.parametrize("path", sorted(INPUTS.glob("*.yaml")), ids=lambda path: path.name)
def test_the_first_line_of_an_input_file_names_its_schema(path: Path) -> None:
    first = path.read_text(encoding="utf-8").split("\n", maxsplit=1)[0]
    if path.stem in NAMES:
        named = first.removeprefix("# yaml-language-server: $schema=")
        assert (path.parent / named).resolve() == SCHEMAS / f"{path.stem}.schema.json"
        assert not Path(named).is_absolute()
    else:
        assert "$schema" not in first


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_uses_what_editors_understand_and_names_no_place(name: str) -> None:
    whole = made(name)
    assert {key for part in parts(whole) for key in part} <= UNDERSTOOD
    assert whole["$schema"] == schema.DIALECT
    assert whole["title"] == f"{name}.yaml"
    text = texts()[f"{name}.schema.json"]
    assert "://" not in text.replace(schema.DIALECT, "")
    assert '"null"' not in text
    assert "null" not in {str(part.get("default", "")) for part in parts(whole)}


@pytest.mark.parametrize("name", NAMES)
def test_every_record_is_closed_and_every_key_has_its_sentence(name: str) -> None:
    whole = made(name)
    records = [part for part in parts(whole) if part.get("additionalProperties") is False]
    assert records
    for record in [part for part in parts(whole) if "additionalProperties" not in part]:
        assert "object" not in record.get("type", []), record
    for record in records:
        for key, value in record["properties"].items():
            told = value | whole["$defs"].get(value.get("$ref", "").removeprefix("#/$defs/"), {})
            assert told.get("description", "").rstrip("]").endswith((".", *"abcdefghijklmnopqrstuvwxyz")), (name, key)


def test_a_quantity_has_its_unit_and_examples() -> None:
    call = made("page_profiles")["$defs"]["Call"]["properties"]
    assert call["input_tokens"]["description"] == "Prompt tokens of a request, cached or not. [tokens/request]"
    assert made("page_profiles")["$defs"]["Amount"]["examples"][:2] == [500, {"low": 400, "high": 600}]
    sites = made("scenarios")["$defs"]["Scenario"]["properties"]
    assert sites["generative_share"]["description"].endswith(" [share]")
    assert made("scenarios")["$defs"]["PositivePercentage"]["examples"][0] == "10%"
    assert made("caching")["$defs"]["PrefixCache"]["properties"]["block_tokens"]["examples"][:2] == [
        "to be agreed",
        500,
    ]


def test_every_quantity_of_a_record_ends_its_sentence_with_a_unit() -> None:
    quantities = {
        f"#/$defs/{sort}" for sort in ("Amount", "Positive", "Percentage", "WholeAmount", "WholePositive", "HoursOfDay")
    }
    for name in NAMES:
        keys = [pair for part in parts(made(name)) for pair in part.get("properties", {}).items() if pair[1]]
        found = {key: one for key, one in keys if {one.get("$ref"), one.get("else", {}).get("$ref")} & quantities}
        assert [key for key, one in found.items() if not one["description"].endswith("]")] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_two_records_of_a_file_are_called_alike(name: str) -> None:
    found = [one.__name__ for one in below({fields_of(Inputs)[name].kind})]
    assert len(found) == len({*found})
    assert {*made(name).get("$defs", {})} <= {*found}


def below(kinds: set[Any]) -> set[type[Entry]]:
    """The records that some annotations name, and those below them."""
    found = {one for kind in kinds for one in _entries(kind)}
    more = {one for record in found for field in fields_of(record).values() for one in _entries(field.kind)}
    return found if more <= found else below(found | more)


def test_a_rule_between_keys_names_keys_of_its_record() -> None:
    ours = [record for record in every(Entry) if record.__module__.startswith("generator.")]
    ruled = {record: rules_as_schema(record) for record in ours if record.rules}
    assert {Scenario, Source, Guardrail} <= {*ruled}
    for record, rule in ruled.items():
        named = {key for part in parts(rule) for key in [*part.get("required", []), *part.get("properties", {})]}
        peak = fields_of(Peak) if record is Scenario else {}
        assert named <= {*fields_of(record), *peak}, record


def every(record: type[Entry]) -> Iterator[type[Entry]]:
    for below in record.__subclasses__():
        yield from (below, *every(below))


def plain(value: Any) -> Any:
    """What an editor reads: the YAML reader's values, but with ordinary numbers."""
    if isinstance(value, dict):
        return {key: plain(below) for key, below in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else float(value)
    return value


@cache
def validator(name: str) -> Any:
    return pytest.importorskip("jsonschema").Draft202012Validator(made(name))


def accepts(name: str, values: Any) -> bool:
    return bool(validator(name).is_valid(plain(values)))


def read(folder: Path, name: str) -> dict[str, Any]:
    path = folder / f"{name}.yaml"
    return dict(parse(path.read_text(encoding="utf-8"), str(path)).values)


def files(folder: Path, name: str) -> list[str]:
    """The files of a folder that a schema is of, without their ending; none where it may do without them."""
    there = folder.glob("offers/*.yaml" if name == "offers" else f"{name}.yaml")
    return [path.relative_to(folder).with_suffix("").as_posix() for path in there]


@pytest.mark.slice(4)
@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one(name: str) -> None:
    pytest.importorskip("jsonschema").Draft202012Validator.check_schema(made(name))


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_accepts_every_valid_file(name: str) -> None:
    every = [read(folder, file) for folder in FOLDERS for file in files(folder, name)]
    assert every
    assert all(accepts(name, values) for values in every)


RANGE = "{low: 1, high: 2}"
RAIL = "{figure: request.tokens_per_minute, reason: To be seen., largest_change: "
MOVE = "figure: a, by: Ada, on: 2026-11-28, why: So."
SPOILT = {
    "scenarios.demo.sites": [
        "four",
        "0",
        "-1",
        "10%",
        "[1]",
        "true",
        "0.5",
        "{low: 0, high: 2}",
        "{low: 1}",
        "{likely: 1}",
    ],
    "scenarios.demo.page_views_per_site": [
        "{value: 1, high: 2}",
        "{low: 1, hihg: 2}",
        "{}",
        "-1",
        "{low: 1, high: 2%}",
    ],
    "scenarios.demo.generative_share": [
        "ten",
        "0%",
        "0",
        "000.0 %",
        "110%",
        "1",
        "10",
        "-10%",
        "{low: 10%}",
        "{value: 10%, unit: x}",
        "'% 10'",
    ],
    "scenarios.demo.peak": ["{}", "{page_views_per_minute_per_site: 1, pages_per_minute_per_site: 1}", "4"],
    "scenarios.demo.month": ["{active_days: 20, hours_per_day: 8}"],
    "scenarios.demo.label": [f"'{'a' * 61}'"],
    "scenarios.demo.campaign.days_per_week": ["8", "{low: 7, high: 7.5}"],
    "scenarios.production.month.hours_per_day": ["24.5", "{low: 20, high: 25}"],
    "scenarios.production.month.active_days": ["32"],
    "scenarios.demo.load_cases": [
        f"{{{'a' * 61}: {{label: x, description: x, sites_at_peak: none}}}}",
        "{}",
        "{sus tained: {label: x, description: x, sites_at_peak: all}}",
    ],
    "scenarios.demo.load_cases.sustained.sites_at_peak": ["nobody", "-1", "1.5", "{low: 1}", "[all]"],
    "scenarios.demo.load_cases.sustained.pages_per_minute": ["5"],
    "caching.prefix_cache.block_tokens": ["to be agred", "0", "to be measured", "100%", RANGE],
    "models.zai-glm-4.7.reservation": ["secondary", "maybe"],
    "models.zai-glm-4.7.evaluation.replacements": ["{}", "{a: {label: x, replaces: []}}"],
    "models.llama-3.1-8b.purpose": ["''", "5", "[x]"],
    "models.llama-3.1-8b.source": ["{}", "{stated: x, vendor: y}", "{told: x}", "x"],
    "savings.rate-limiting.takes": ["to be agreed", "4", "{query_reuse: production, share_of_pages: 1%}", "{}"],
    "savings.rate-limiting.facts.session-cap": ["10", "{label: x}", "{value: 10}", "{value: 10, low: 1, label: x}"],
    "proposal.judgements.negligible_below": ["{low: 1%, high: 3%}", "110%"],
    "proposal.limits.total_to_uncached": [RANGE, "{low: 2, likely: 3, high: 4}", "0"],
    "proposal.guardrails": [f"[{RAIL}25}}]", f"[{RAIL}1}}]", f"[{RAIL}1.5}}]", f"[{RAIL}-5%}}]", f"[{RAIL}ten}}]"],
    "proposal.accepted": [
        "[{figure: a, from: 1, to: 2, on: 2026-11-28, why: So.}]",
        f"[{{{MOVE}, from: gone, to: 2}}]",
        f"[{{{MOVE}, from: 1, to: 1e}}]",
        f"[{{{MOVE}, from: 1/0, to: 2}}]",
        f"[{{{MOVE}, from: '26,400', to: 2}}]",
    ],
    "proposal.sent": ["HEAD", "HEAD~2", "a b", "1", "-v1", "''"],
    "proposal.paper": ["legal"],
    "proposal.language": ["English", "de"],
    "proposal.edition": ["2026"],
}
FINE = {
    "scenarios.demo.sites": ["7", "1e1", "{low: 1, high: 3}", "{low: 1, likely: 2, high: 2}", "{value: 3}"],
    "scenarios.production.month.hours_per_day": ["24", "{low: 7.5, high: 24}"],
    "scenarios.demo.generative_share": ["0.1", "7.5%", "0.05%", "100%", "{low: 5%, high: 0.2}", "007 %"],
    "scenarios.production.load_cases.peak.sites_at_peak": ["all", "0", "{value: 2, source: {stated: x}}"],
    "caching.prefix_cache.block_tokens": ["to be agreed", "128"],
    "savings.rate-limiting.takes": ["to be measured", "{query_reuse: production}"],
    "savings.rate-limiting.facts.session-cap": ["{value: 10, label: x}", "{low: 1, high: 2, label: x}"],
    "proposal.guardrails": [f"[{RAIL}25%}}]", f"[{RAIL}150%}}]", f"[{RAIL}0.25}}]"],
    "proposal.accepted": [
        "[]",
        f"[{{{MOVE}, from: 1, to: 2}}]",
        f"[{{{MOVE}, from: 12.5%, to: 3/7}}, {{{MOVE}, from: 3/7, to: gone}}]",
    ],
    "proposal.sent": ["v1", "0123abc", "sent/first@2"],
    "proposal.paper": ["a4"],
    "proposal.language": ["en-CH"],
}
CASES = [
    (path, text, fine) for cases, fine in ((SPOILT, False), (FINE, True)) for path in cases for text in cases[path]
]


@pytest.mark.slice(9)
@pytest.mark.parametrize(("path", "text", "fine"), CASES)
def test_a_schema_and_loading_are_of_one_mind(path: str, text: str, fine: bool) -> None:
    name, values = path.split(".", maxsplit=1)[0], read(INPUTS, path.split(".", maxsplit=1)[0])
    node, rest = values, path.removeprefix(f"{name}.")
    while True:
        key = next((key for key in node if rest == key or rest.startswith(f"{key}.")), rest)
        if rest == key:
            break
        node, rest = node[key], rest.removeprefix(f"{key}.")
    node[rest] = parse(f"value: {text}", "x").values["value"]
    try:
        load(INPUTS, {path: text})
        loads = True
    except ProposalError:
        loads = False
    assert (loads, accepts(name, values)) == (fine, fine)
