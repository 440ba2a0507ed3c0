"""From a validation error to faults in a reader's words.

In: what pydantic found wrong, and the places of the values. Out: the faults, each at the value or key to be mended.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from generator.errors import Fault, Place, did_you_mean
from generator.inputs.entry import MisfitError
from generator.inputs.located_yaml import KEY, YamlPath, kind
from generator.inputs.records import Inputs

WANTED = {"string": "a text", "bool": "true or false", "dict": "a mapping", "model": "a mapping", "list": "a list"}
"""What pydantic's error types ask for, by their first word."""

OF_ENTRIES = ("references", "guardrails", "accepted")
"""Lists whose items are no words."""

FEW = 6
"""So many keys of a record are told where something else stands in its place."""


def nearest(places: Mapping[YamlPath, Place], path: YamlPath) -> Place:
    """The place of `path` or, skipping the parts that stand in no file, of the closest thing around it."""
    found: YamlPath = ()
    for part in path:
        if (*found, part) in places:
            found = (*found, part)
    return places.get(found, Place("inputs"))


def faults_of(
    details: Sequence[ErrorDetails], places: Mapping[YamlPath, Place], root: type[BaseModel] = Inputs
) -> Iterator[Fault]:
    """The faults of a `root` entry; a key that is missing because it is misspelt is one fault, not two."""
    loose = [detail["loc"] for detail in details if detail["type"] == "extra_forbidden"]
    unknown = {path: did_you_mean(str(path[-1]), keys_of(path[:-1], root) - {path[-1]}) for path in loose}
    misspelt = {(path[:-1], hint) for path, hint in unknown.items()}
    for detail in details:
        path, sort = detail["loc"], detail["type"]
        if sort == "extra_forbidden":
            yield Fault(nearest(places, (*path, KEY)), f"unknown key {path[-1]}", unknown[path])
        elif sort != "missing":
            yield _fault(detail, places, root)
        elif (path[:-1], f"did you mean {path[-1]}?") not in misspelt:
            yield Fault(nearest(places, (*path[:-1], KEY)), f"{path[-1]} is missing")


def keys_of(path: YamlPath, root: type[BaseModel] = Inputs) -> set[str]:
    """The keys that the record at `path` may have."""
    found: list[type[BaseModel]] = [root]
    own = False
    for part in path:
        fields = [record.model_fields[str(part)] for record in found if part in record.model_fields]
        if own or not fields:
            own = False
        else:
            own = any(get_origin(field.annotation) is dict for field in fields)
            found = [record for field in fields for record in _records(field.annotation)]
    return {field.alias or name for record in found for name, field in record.model_fields.items()}


def _records(annotation: Any) -> Iterator[type[BaseModel]]:
    """The classes of records in an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _records(part)


def _fault(detail: ErrorDetails, places: Mapping[YamlPath, Place], root: type[BaseModel]) -> Fault:
    path, value, sort = detail["loc"], detail["input"], detail["type"]
    error = detail.get("ctx", {}).get("error")
    if isinstance(error, MisfitError):
        place = nearest(places, (*path, *error.at))
        found = place.text.find(error.part, max(0, place.column - 1)) if error.part else -1
        return Fault(place._replace(column=found + 1) if found >= 0 else place, error.what, error.hint)
    place, what, hint = nearest(places, path), detail["msg"].removeprefix("Value error, "), ""
    wanted = WANTED.get(sort.split("_")[0])
    if sort == "literal_error":
        wanted = detail["ctx"]["expected"].replace("'", "")
        what = f"expected {wanted}, found {value if isinstance(value, str) else kind(value)}"
    elif sort == "too_short" and value:
        what = f"{path[-1]} has too few entries; expected at least {detail['ctx']['min_length']}"
    elif sort == "too_short":
        what = f"{path[-1]} is empty; expected at least one entry"
    elif sort.endswith("_type") and wanted:
        what = f"expected {wanted}, found {kind(value)}"
        hint = "put it in quotes" if wanted == "a text" and not isinstance(value, dict | list) else ""
        keys = sorted(keys_of(path, root)) if wanted == "a mapping" else []
        hint = f"its keys are {', '.join(keys)}" if 0 < len(keys) <= FEW else hint
        words = path[0] in Inputs.model_fields and path[-1] not in OF_ENTRIES
        plain = wanted == "a list" and isinstance(value, str) and words
        hint = f"write [{value}]" if plain else hint
    return Fault(place, what, hint)
