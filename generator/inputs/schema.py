"""The JSON Schema of each input file, for editors: what may stand where, and what it means.

In: the records of the inputs. Out: the text of each schema under its file's name, the same on every run. An editor
that reads the first line of an input file underlines a wrong type or an unknown key, and shows a key's sentence, its
unit and examples. References, numerals in free text and what holds between files are left to loading.
"""

import inspect
import json
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from generator.inputs.entry import After, Before, Entries, Entry, Field, Schema, fields_of
from generator.inputs.offers import FOLDER, Offer
from generator.inputs.quantities import Percentage, Quantity, Spread
from generator.inputs.raw import PARTS
from generator.inputs.records import Inputs
from generator.inputs.rules import none, rules_as_schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ENDS: Mapping[str, str] = {
    "value": "The number, where it is one.",
    "low": "The least it may be.",
    "likely": "The likely number; the middle of low and high unless stated.",
    "high": "The most it may be.",
}
SHARE: Mapping[str, str] = {
    "pattern": r"^\+?0*(100(\.0+)?|\d{1,2}(\.\d+)?) ?%$",
    "patternErrorMessage": "Expected a share such as 10%.",
}
"""The second is what editors say; validators pass over it."""
MEASURED = "A value of a file in measured/ that stands in place of a number."
EXAMPLE, FILLED = "reasoning.input_tokens.mean", r"\S"
NAMES = "A name holds no space and none of [ ] | ` < > =."
FIRST = ("$schema", "title", "description", "examples", "default", "$ref", "type", "const", "enum")
"""The keywords that stand before the others."""
PLAIN: Mapping[Any, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    Fraction: {"type": "number"},
    Any: {},
}
GIVEN = ("examples", "default", "const", "enum", "required")
"""The keywords whose values are not schemas."""


def schemas() -> dict[str, str]:
    """The schema of every input file: the name of the schema's file, and its text."""
    return {f"{name}.schema.json": _text(name) for name in PARTS}


def _text(name: str) -> str:
    field, entries = fields_of(Inputs)[name], dict[type[Entry], Schema]()
    offer = name == FOLDER
    schema = _schema(Offer, (), entries) if offer else _schema(field.kind, field.marks, entries)
    if "$ref" in schema:
        schema |= next(entries.pop(one) for one in [*entries] if schema["$ref"] == _ref(one))
        del schema["$ref"]
    schema |= {"$schema": DIALECT, "title": f"{name}.yaml"}
    schema |= {"description": field.says} if field.says and not offer else {}
    schema |= {"$defs": {one.__name__: entries[one] for one in entries}} if entries else {}
    return json.dumps(_sorted(schema), ensure_ascii=False, indent=2) + "\n"


def _ref(entry: type[Entry]) -> str:
    return f"#/$defs/{entry.__name__}"


def _schema(kind: Any, marks: Iterable[object], entries: dict[type[Entry], Schema]) -> Schema:
    """What may stand there, as the YAML is written: nothing is null, for to leave a value out is to write no key.

    The schema of each entry on the way is put among `entries`.
    """
    for mark in marks:
        if isinstance(mark, Before | After) and mark.schema is not None:
            return dict(mark.schema)
    origin, parts = get_origin(kind), get_args(kind)
    many = next((mark for mark in marks if isinstance(mark, Entries)), Entries(0))
    if origin is Annotated:
        return _schema(parts[0], (*parts[1:], *marks), entries)
    if origin in (Union, UnionType):
        return _either([one for one in parts if one is not NoneType], marks, entries)
    if origin is Literal:
        words = {"const": parts[0]} if len(parts) == 1 else {"enum": [*parts]}
        return {"type": "boolean" if isinstance(parts[0], bool) else "string"} | words
    if origin is list:
        return {"type": "array", "items": _schema(parts[0], (), entries)} | (
            {"minItems": many.least} if many.least else {}
        )
    if origin is dict:
        return _table(parts[0], parts[1], entries) | ({"minProperties": many.least} if many.least else {})
    if isinstance(kind, type) and issubclass(kind, Entry):
        if kind not in entries:
            entries[kind] = {}  # an entry may hold others of its kind
            entries[kind] = _entry(kind, entries)
        return {"$ref": _ref(kind)}
    return dict(PLAIN[kind])


def _either(kinds: list[Any], marks: Iterable[object], entries: dict[type[Entry], Schema]) -> Schema:
    """One kind; or a word, or something else: not `oneOf`, under which a wrong number is told to be the word."""
    found = [_schema(one, marks, entries) for one in kinds]
    words = next((one for one in found if one.get("type") == "string" and ("const" in one or "enum" in one)), None)
    others = [one for one in found if one is not words]
    other = others[0] if len(others) == 1 else {"oneOf": others}
    if words is None or not others:
        return words or other
    if "$ref" not in other and "oneOf" not in other:
        return {"anyOf": [other, words]}
    of_other = next((one for kind, one in entries.items() if other.get("$ref") == _ref(kind)), {})
    examples = [*words.get("enum", [words.get("const")]), *of_other.get("examples", [])]
    return {"examples": examples, "if": {"type": "string"}, "then": words, "else": other}


def _table(name: Any, entry: Any, entries: dict[type[Entry], Schema]) -> Schema:
    """Entries under names: a pattern says which names there may be, not which of them to judge."""
    names = {key: value for key, value in _schema(name, (), entries).items() if key != "type"}
    names |= {"patternErrorMessage": NAMES} if names else {}
    return {
        "type": "object",
        **({"propertyNames": names} if names else {}),
        "additionalProperties": _schema(entry, (), entries) or True,
    }


def _entry(kind: type[Entry], entries: dict[type[Entry], Schema]) -> Schema:
    """An entry, each quantity with its unit, and what holds between its keys."""
    fields = fields_of(kind).values()
    required = [field.key for field in fields if field.is_required]
    made: Schema = {
        "description": inspect.getdoc(kind),
        "type": "object",
        "properties": {field.key: _field(field, entries) for field in fields},
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }
    return made | rules_as_schema(kind) | (_quantity(kind, made) if issubclass(kind, Quantity) else {})


def _field(field: Field, entries: dict[type[Entry], Schema]) -> Schema:
    unit = f" [{'share' if field.unit.percent else field.unit.symbol}]" if field.unit else ""
    says = {"description": field.says + unit} if field.says else {}
    usual = None if field.is_required else field.usual()
    default = {"default": usual} if isinstance(usual, str | bool) else {}
    return _schema(field.kind, field.marks, entries) | says | default


def _quantity(record: type[Quantity], made: Schema) -> Schema:
    """A number, or a mapping with its value, or with low and high; with a label it is always a mapping."""
    share = issubclass(record, Percentage)
    number = "integer" if record.whole else "number"
    types = ["string", number] if share or record.may_be_share else [number]
    measured: Schema = {"type": "string", "pattern": FILLED, "description": MEASURED, "examples": [EXAMPLE]}
    bounds: Schema = {"exclusiveMinimum" if record.above_zero and not record.least else "minimum": record.least}
    shares = {**SHARE, "pattern": f"^(?=.*[1-9]){SHARE['pattern'][1:]}"} if record.above_zero else SHARE
    bounds |= shares if record.may_be_share else {}
    bounds |= (
        {"exclusiveMaximum": 1, **shares} if share else {"maximum": record.most} if record.most is not None else {}
    )
    usual, low, high = ("10%", "10%", "20%") if share else (5, 4, 6) if record.most is not None else (500, 400, 600)
    ends = ENDS if record.may_range else {"value": ENDS["value"]}
    others = {key: value for key, value in made["properties"].items() if key not in ENDS}
    label = {"label": "products"} if "label" in made.get("required", ()) else {}
    mappings = [{"low": low, "high": high} | label, {"value": usual} | label | {"source": {"assumed": "the reason"}}]
    plain: Schema = {"type": [*types, "object"], **bounds}
    end = {
        "type": [*types, "object"],
        **bounds,
        "properties": {"measured": {"type": "string", "description": MEASURED}},
    }
    end |= {"required": ["measured"], "additionalProperties": False}
    within = {name: {"description": says} | end for name, says in ends.items()}
    mean = end | {"properties": within | end["properties"], "description": "The mean, which drives the rates."}
    mean.pop("required")
    spread: Schema = {"mean": mean} if issubclass(record, Spread) else {}
    anyhow = ["value", "measured", *spread]
    return {
        "examples": [{"value": usual} | label if label else usual, *(mappings if record.may_range else mappings[1:])],
        **({"type": "object"} if label else plain),
        "properties": within | {"measured": measured} | spread | others,
        "if": {"anyOf": [{"required": [key]} for key in anyhow]},
        "then": {"anyOf": [none(*(key for key in anyhow if key != one)) for one in anyhow]}
        | none("low", "likely", "high"),
        "else": {"required": ["low", "high"]},
    }


def _sorted(schema: Any, keyword: str = "") -> Any:
    """Keywords in their order; properties as the records have them, definitions by the alphabet."""
    if keyword in GIVEN or not isinstance(schema, dict | list):
        return schema
    if isinstance(schema, list):
        return [_sorted(item) for item in schema]
    if keyword == "properties":
        return {name: _sorted(value) for name, value in schema.items()}
    if keyword == "$defs":
        return {name: _sorted(schema[name]) for name in sorted(schema)}
    first = [key for key in FIRST if key in schema]
    return {key: _sorted(schema[key], key) for key in (*first, *schema)}
