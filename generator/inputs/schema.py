"""The JSON Schema of each input file, for editors: what may stand where, and what it means.

In: the records of the inputs. Out: the text of each schema under its file's name, the same on every run. An editor
that reads the first line of an input file underlines a wrong type or an unknown key, and shows a key's sentence, its
unit and examples. References, numerals in free text and what holds between files are left to loading.
"""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonRef, JsonSchemaValue
from pydantic_core import core_schema

from generator.inputs.entry import Entry, none, rules_as_schema
from generator.inputs.offers import FOLDER, Offer
from generator.inputs.quantities import Percentage, Quantity, Spread
from generator.inputs.raw import PARTS
from generator.inputs.records import Inputs
from generator.units import Unit

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
"""The keywords that stand before the others; `$defs` stands after them."""
GIVEN = ("examples", "default", "const", "enum", "required")
"""The keywords whose values are no schemas."""


def schemas() -> dict[str, str]:
    """The schema of every input file: the name of the schema's file, and its text."""
    return {f"{name}.schema.json": _text(name) for name in PARTS}


def _text(name: str) -> str:
    field = Inputs.model_fields[name]
    one_file: Any = Offer if name == FOLDER else field.rebuild_annotation()
    adapter: TypeAdapter[Any] = TypeAdapter(one_file)
    schema = adapter.json_schema(schema_generator=_Generator)
    if "$ref" in schema:
        schema |= schema["$defs"].pop(schema.pop("$ref").removeprefix("#/$defs/"))
    schema |= {"$schema": DIALECT, "title": f"{name}.yaml"}
    schema |= {"description": field.description} if field.description and name != FOLDER else {}
    return json.dumps(_sorted(schema), ensure_ascii=False, indent=2) + "\n"


class _Generator(GenerateJsonSchema):
    """Pydantic's schema, but as the YAML is written: nothing is null, and a bare number is a quantity."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """What may stand there: to leave a value out is to write no key."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """With its default, but for none."""
        made = super().default_schema(schema)
        return {key: value for key, value in made.items() if key != "default" or value is not None}

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """Entries under names: a pattern says which names there may be, not which of them to judge."""
        made = super().dict_schema(schema)
        for pattern, values in made.pop("patternProperties", {}).items():
            names = made.pop("propertyNames", {}) | {"pattern": pattern, "patternErrorMessage": NAMES}
            made |= {"propertyNames": names, "additionalProperties": values}
        return made

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        """A word, or something else; not `oneOf`, under which a wrong number is told to be the word."""
        made = super().tagged_union_schema(schema)["oneOf"]
        words = [choice for choice in made if choice.get("type") == "string"]
        others = [choice for choice in made if choice not in words]
        otherwise = others[0] if len(others) == 1 else {"oneOf": others}
        examples = [*words[0].get("enum", [words[0].get("const")])]
        if "$ref" in otherwise:
            refers = JsonRef(str(otherwise["$ref"]))
            examples += (self.get_schema_from_definitions(refers) or {}).get("examples", [])
        return {"examples": examples, "if": {"type": "string"}, "then": words[0], "else": otherwise}

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """A record, each quantity with its unit, and what holds between its keys."""
        record: type[Entry] = schema["cls"]
        made = super().model_schema(schema)
        del made["title"]
        for name, field in record.model_fields.items():
            for unit in (item for item in field.metadata if isinstance(item, Unit)):
                made["properties"][name]["description"] += f" [{'share' if unit.percent else unit.symbol}]"
        return made | rules_as_schema(record) | (_quantity(record, made) if issubclass(record, Quantity) else {})

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002  # pydantic names it
        """No: a title would only repeat the key."""
        return False

    def sort(self, value: JsonSchemaValue, parent_key: str | None = None) -> JsonSchemaValue:  # noqa: ARG002
        """As it is; `_sorted` does it at the end."""
        return value


def _quantity(record: type[Quantity], made: JsonSchemaValue) -> JsonSchemaValue:
    """A number, or a mapping with its value, or with low and high; with a label it is always a mapping."""
    share = issubclass(record, Percentage)
    number = "integer" if record.whole else "number"
    types = ["string", number] if share or record.may_be_share else [number]
    measured: JsonSchemaValue = {"type": "string", "pattern": FILLED, "description": MEASURED, "examples": [EXAMPLE]}
    bounds: JsonSchemaValue = {
        "exclusiveMinimum" if record.above_zero and not record.least else "minimum": record.least
    }
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
    plain: JsonSchemaValue = {"type": [*types, "object"], **bounds}
    end = {
        "type": [*types, "object"],
        **bounds,
        "properties": {"measured": {"type": "string", "description": MEASURED}},
    }
    end |= {"required": ["measured"], "additionalProperties": False}
    within = {name: {"description": says} | end for name, says in ends.items()}
    mean = end | {"properties": within | end["properties"], "description": "The mean, which drives the rates."}
    mean.pop("required")
    spread: JsonSchemaValue = {"mean": mean} if issubclass(record, Spread) else {}
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
    return {key: _sorted(schema[key], key) for key in sorted(schema, key=_rank)}


def _rank(keyword: str) -> int:
    return FIRST.index(keyword) if keyword in FIRST else len(FIRST) + (keyword == "$defs")
