"""A field of a call out of the columns of a log, by one expression on every engine.

In: an expression of rows, and where its fields are. Out: an expression whose columns are the fields.
"""

import json
from collections.abc import Sequence
from typing import Any

from generator.measure.engine import ibis
from generator.measure.mapping import Mapping, presets
from generator.measure.paths import Found, Keys, keys_within

SAMPLED = 1_000
"""Rows of a table whose JSON is looked at for the paths that it has."""


def picked(rows: Any, found: Found, kept: Sequence[str]) -> Any:
    """The fields as columns, each the first of its paths that a row has, beside columns that are `kept` as they are."""
    fields = {name: _first([_value(rows, keys) for keys in each]) for name, each in found.fields.items()}
    only = {f"only {index}": _value(rows, keys) for index, keys in enumerate(found.only)}
    return rows.select(*kept, **fields, **only)


def struct_keys(rows: Any, columns: Sequence[str]) -> set[Keys]:
    """The paths to what is no struct, of columns that may be structs."""
    found: set[Keys] = set()

    def walk(kind: Any, path: Keys) -> None:
        if kind.is_struct():
            for key, one in kind.fields.items():
                walk(one, (*path, key))
        else:
            found.add(path)

    for name in columns:
        walk(rows.schema()[name], (name,))
    return found


def below(rows: Any, mapping: Mapping | None) -> set[Keys]:
    """The paths within columns that hold JSON, of those that a mapping, or any preset, looks into."""
    wanted = {path.split(".")[0] for path in looked_into(mapping)}
    found: set[Keys] = set()
    for name in wanted & {*rows.columns}:
        kind = rows.schema()[name]
        if kind.is_string() or kind.is_json():
            texts = rows.select(name).filter(rows[name].notnull()).limit(SAMPLED).to_pyarrow().to_pydict()[name]
            found |= keys_within({name: value} for text in texts if isinstance(value := as_json(text), dict))
    return found


def looked_into(mapping: Mapping | None) -> list[str]:
    """The paths of a mapping, or of any preset, that lead below a column or a key."""
    every = [mapping] if mapping else presets().values()
    return [path for one in every for paths in one.paths.values() for path in paths if "." in path]


def as_json(text: Any) -> Any:
    """What a text says as JSON; None where it is not JSON."""
    try:
        return json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return None


def _first(values: Sequence[Any]) -> Any:
    if len(values) == 1:
        return values[0]
    kinds = {str(one.type()) for one in values}
    return ibis.coalesce(*(values if len(kinds) == 1 else [one.cast("string") for one in values]))


def _value(rows: Any, keys: Keys) -> Any:
    """A column; or what stands below it, in a struct, or in a JSON, as a text."""
    value = rows[keys[0]]
    for at, key in enumerate(keys[1:], 1):
        if value.type().is_struct():
            if key not in value.type().fields:
                return ibis.null("string")
            value = value[key]
        else:
            return _of_json(value, keys[at:])
    return value.cast("string") if value.type().is_json() else value


def _of_json(value: Any, keys: Keys) -> Any:
    if not value.type().is_json():
        duck = value.get_backend().name == "duckdb"  # no other engine can pass over a text that is not JSON
        value = value.cast("string")
        value = value.try_cast("json") if duck else value.cast("json")
    for key in keys:
        value = value[key]
    text = value.cast("string")
    return ibis.ifelse(text.startswith('"'), text.substr(1, text.length() - 2), text)
