"""From the folder of a proposal to its records.

In: a folder with one YAML file per field of `Inputs`, and changes to make first. Out: a `Proposal`: the records, and
the place and source of each value. Every fault of every file is raised at once, as one ProposalError.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

from generator.errors import Fault, Place, ProposalError, did_you_mean
from generator.inputs.checks import check
from generator.inputs.faults import faults_of, keys_of, nearest
from generator.inputs.quantities import Quantity, Source, Text
from generator.inputs.records import Inputs
from generator.located_yaml import KEY, Located, Value, parse
from generator.located_yaml import Path as YamlPath
from generator.units import Unit

FILES = tuple(Inputs.model_fields)
HELD_BY = {"load_cases": "scenarios", "calls": "page_profiles", "components": "page_profiles", "phases": "caching"}
"""The file that holds the names of a table, where it is not called so itself."""
MAY_BE_EMPTY = ("components", "phases")
"""Where another table is empty, that is the fault, and not each reference to it."""


@dataclass(frozen=True)
class Leaf:
    """A quantity of the inputs under its path, with all that is known of it."""

    path: str
    quantity: Quantity
    unit: Unit
    says: str
    place: Place
    source: Source | None


@dataclass(frozen=True)
class Proposal:
    """A proposal's validated inputs; `name` is its folder's, `places` knows the line of every value by path."""

    name: str
    inputs: Inputs
    places: Mapping[YamlPath, Place]

    def leaves(self) -> Iterator[Leaf]:
        """Every quantity of the inputs, in the order of the files."""
        yield from _leaves(self.inputs, self.places)

    def texts(self) -> Iterator[tuple[str, Text, Place]]:
        """Every free text of the inputs with the path of the record it belongs to, and its place."""
        for path, value, _, _, _ in _walk(self.inputs, (), None):
            if isinstance(value, Text):
                owner = path[:-2] if isinstance(path[-1], int) else path[:-1]
                yield dotted(owner), value, self.place(path)

    def place(self, path: YamlPath) -> Place:
        """The place of a value, or of the closest thing around it that stands in a file."""
        return nearest(self.places, path)


def load(folder: str | Path, changes: Mapping[str, str] | None = None) -> Proposal:
    """The proposal in `folder`, with `changes` (dotted path → YAML text) made to its values first.

    Raises ProposalError with every fault: of the files, of the changes, of the values and of what they refer to.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise ProposalError([Fault(Place(str(folder)), "there is no such folder")])
    faults: list[Fault] = []
    located = {name: _read(folder / f"{name}.yaml", faults) for name in FILES}
    values: dict[str, Any] = {name: found.values for name, found in located.items() if found}
    places = {(name, *path): place for name, found in located.items() if found for path, place in found.places.items()}
    for path, text in (changes or {}).items():
        _change(values, places, path, text, faults)
    inputs = _validate(values, places, faults)
    if faults or inputs is None:
        raise ProposalError(faults)
    return Proposal(folder.resolve().name, inputs, places)


def _read(path: Path, faults: list[Fault]) -> Located | None:
    try:
        return parse(path.read_text(encoding="utf-8"), str(path))
    except ProposalError as error:
        faults += error.faults
    except FileNotFoundError:
        others = {other.name for other in path.parent.glob("*.y*ml")} - {f"{name}.yaml" for name in FILES}
        hint = did_you_mean(path.name, others)
        faults.append(Fault(Place(str(path)), "there is no such file", hint if hint.startswith("did") else ""))
    except UnicodeDecodeError as error:
        faults.append(Fault(Place(str(path)), f"not UTF-8: {error.reason} at byte {error.start}"))
    except OSError as error:
        faults.append(Fault(Place(str(path)), f"cannot be read: {error.strerror}"))
    return None


def dotted(path: YamlPath) -> str:
    """A path as people write it."""
    return ".".join(str(part) for part in path)


def _change(values: dict[str, Any], places: dict[YamlPath, Place], path: str, text: str, faults: list[Fault]) -> None:
    """Puts a value at a dotted path; names may hold dots, so the path is matched against the real keys."""
    origin = Place(f"--set {path}={text}")
    try:
        new: Value = parse(f"value: {text}", "--set").values["value"]
    except ProposalError as error:
        faults.append(Fault(origin, error.faults[0].what, error.faults[0].hint))
        return
    keys = _find(values, path) or _optional(values, path)
    if not keys:
        if any(path.startswith(f"{name}.") for name in FILES if name not in values):
            return
        known = {dotted(known) for known in places if len(known) > 1 and known[-1] != KEY}
        faults.append(Fault(origin, "there is no such value", did_you_mean(path, known)))
        return
    _at(values, keys[:-1])[keys[-1]] = new
    for below in [known for known in places if known[: len(keys)] == keys]:
        del places[below]
    places[keys] = origin


def _optional(values: Any, path: str) -> YamlPath:
    """The keys to a value that the inputs leave out, where the record around it stands and may have it; or none."""
    parent, _, last = path.rpartition(".")
    keys = _find(values, parent)
    return (*keys, last) if keys and isinstance(_at(values, keys), dict) and last in keys_of(keys) else ()


def _at(values: Any, keys: YamlPath) -> Any:
    """What stands at the end of some keys."""
    for part in keys:
        values = values[part]
    return values


def _find(values: Any, path: str) -> YamlPath:
    """The keys that lead along a dotted path, or none. A list's items are named by their position."""

    def walk(node: Any, rest: str) -> YamlPath | None:
        entries = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
        for key, value in entries:
            if rest == str(key):
                return (key,)
            below = walk(value, rest[len(str(key)) + 1 :]) if rest.startswith(f"{key}.") else None
            if below is not None:
                return (key, *below)
        return None

    return walk(values, path) or ()


def _validate(values: Mapping[str, Any], places: Mapping[YamlPath, Place], faults: list[Fault]) -> Inputs | None:
    """The records; where some are faulty, none, but the sound ones are checked against each other all the same."""
    tables, inputs = _tables(values), None
    try:
        inputs = Inputs.model_validate(values, context=tables)
        sound, whole = {name: getattr(inputs, name) for name in FILES}, set(FILES)
    except ValidationError as error:
        details = [detail for detail in error.errors() if detail["loc"][0] in values]
        faults += faults_of(details, places)
        faulty = {detail["loc"][:2] for detail in details}
        sound, whole = _sound(values, faulty, tables), {*values} - {path[0] for path in faulty}
    faults += [Fault(nearest(places, path), what, hint) for path, what, hint in check(sound, whole)]
    faults += _unsourced(sound, places)
    return inputs


def _sound(values: Mapping[str, Any], faulty: set[YamlPath], tables: Mapping[str, set[str]]) -> dict[str, Any]:
    """The records of the files, and of the entries of files, in which nothing is wrong."""
    records = {}
    for name, value in values.items():
        kind_of_file: Any = Inputs.model_fields[name].annotation
        if get_origin(kind_of_file) is dict and isinstance(value, dict):
            entries = {key: entry for key, entry in value.items() if (name, key) not in faulty}
        elif any(path[0] == name for path in faulty):
            continue
        else:
            entries = value
        records[name] = TypeAdapter(kind_of_file).validate_python(entries, context=tables)
    return records


def _tables(values: Mapping[str, Any]) -> dict[str, set[str]]:
    """The names that references may use, from the plain values, so that an unknown one is found beside other faults."""

    def keys(*path: str) -> set[str]:
        nodes: list[Any] = [values]
        for part in path:
            parents = [node for node in nodes if isinstance(node, dict)]
            nodes = [n for parent in parents for n in (parent.values() if part == "*" else [parent.get(part)])]
        return {str(key) for node in nodes if isinstance(node, dict) for key in node}

    tables = {
        "models": keys("models"),
        "scenarios": keys("scenarios"),
        "page_profiles": keys("page_profiles"),
        "load_cases": {f"{one}.{case}" for one in keys("scenarios") for case in keys("scenarios", one, "load_cases")},
        "calls": keys("page_profiles", "*", "calls"),
        "components": keys("page_profiles", "*", "components"),
        "phases": keys("caching", "query_reuse", "phases"),
    }
    return {
        table: names
        for table, names in tables.items()
        if HELD_BY.get(table, table) in values and (names or table in MAY_BE_EMPTY)
    }


Step = tuple[YamlPath, object, Unit | None, str, Source | None]


def _walk(
    node: object, path: YamlPath, source: Source | None, unit: Unit | None = None, says: str = ""
) -> Iterator[Step]:
    """Every value below `node` with its path, unit, sentence and the nearest source."""
    yield path, node, unit, says, source
    if isinstance(node, Quantity | Source):
        if isinstance(node, Quantity) and hasattr(node, "label"):
            yield (*path, "label"), node.label, None, "", source
        return
    if isinstance(node, BaseModel):
        source = getattr(node, "source", None) or source
        for name, field in type(node).model_fields.items():
            own = next((item for item in field.metadata if isinstance(item, Unit)), None)
            yield from _walk(getattr(node, name), (*path, name), source, own, field.description or "")
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _walk(value, (*path, str(key)), source, None, says)
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _walk(value, (*path, index), source, None, says)


def _leaves(records: object, places: Mapping[YamlPath, Place]) -> Iterator[Leaf]:
    for path, value, unit, says, source in _walk(records, (), None):
        if isinstance(value, Quantity):
            place = nearest(places, (*path, "value"))
            yield Leaf(dotted(path), value, unit or value.unit, says, place, value.source or source)


def _unsourced(records: object, places: Mapping[YamlPath, Place]) -> Iterator[Fault]:
    for leaf in _leaves(records, places):
        if leaf.source is None and not leaf.place.file.startswith("--set") and leaf.quantity.model_fields_set:
            hint = "add source: {assumed: the reason} to it or to a record around it"
            yield Fault(leaf.place, f"{leaf.path} names no source", hint)
