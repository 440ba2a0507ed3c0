"""From the folder of a proposal to its records.

In: a folder with one YAML file per field of `Inputs`, and changes to make first. Out: a `Proposal`: the records, and the
place and source of each value. Every fault of every file is raised at once, as one ProposalError.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.errors import Fault, Place, ProposalError, did_you_mean
from generator.inputs.checks import check
from generator.inputs.quantities import Quantity, Source, Text
from generator.inputs.records import Inputs
from generator.located_yaml import Located, Value, kind, parse
from generator.located_yaml import Path as YamlPath
from generator.units import Unit

FILES = tuple(Inputs.model_fields)


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
        for path, value, unit, says, source in _walk(self.inputs, (), None):
            if isinstance(value, Quantity):
                yield Leaf(dotted(path), value, unit or value.unit, says, self.place(path), value.source or source)

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
    faults: list[Fault] = []
    located = {name: _read(folder / f"{name}.yaml", faults) for name in FILES}
    values: dict[str, Any] = {name: found.values for name, found in located.items() if found}
    places = {(name, *path): place for name, found in located.items() if found for path, place in found.places.items()}
    for path, text in (changes or {}).items():
        _change(values, places, path, text, faults)
    records = _validate(values, places, faults)
    if records is not None and not faults:
        faults += [Fault(nearest(places, path), what) for path, what in check(records)]
        faults += _unsourced(Proposal(folder.name, records, places))
    if faults or records is None:
        raise ProposalError(faults)
    return Proposal(folder.resolve().name, records, places)


def _read(path: Path, faults: list[Fault]) -> Located | None:
    try:
        return parse(path.read_text(encoding="utf-8-sig"), str(path))
    except ProposalError as error:
        faults += error.faults
    except FileNotFoundError:
        known = sorted(other.name for other in path.parent.glob("*.y*ml")) if path.parent.is_dir() else []
        faults.append(Fault(Place(str(path)), "there is no such file", did_you_mean(path.name, known)))
    except UnicodeDecodeError as error:
        faults.append(Fault(Place(str(path)), f"not UTF-8: {error.reason} at byte {error.start}"))
    except OSError as error:
        faults.append(Fault(Place(str(path)), f"cannot be read: {error.strerror}"))
    return None


def dotted(path: YamlPath) -> str:
    """A path as people write it."""
    return ".".join(str(part) for part in path)


def nearest(places: Mapping[YamlPath, Place], path: YamlPath) -> Place:
    """The place of `path` or, skipping the parts that stand in no file, of the closest thing around it."""
    found: YamlPath = ()
    for part in path:
        if (*found, part) in places:
            found = (*found, part)
    return places.get(found, Place("inputs"))


def _change(values: dict[str, Any], places: dict[YamlPath, Place], path: str, text: str, faults: list[Fault]) -> None:
    """Puts a value at a dotted path; names may hold dots, so the path is matched against the real keys."""
    origin = Place(f"--set {path}={text}")
    try:
        new: Value = parse(f"value: {text}", "--set").values["value"]
    except ProposalError as error:
        faults.append(Fault(origin, error.faults[0].what, error.faults[0].hint))
        return
    holder, keys = _find(values, path)
    if not keys:
        known = {dotted(known) for known in places if len(known) > 1}
        faults.append(Fault(origin, "there is no such value", did_you_mean(path, known)))
        return
    for part in keys[:-1]:
        holder = holder[part]
    holder[keys[-1]] = new
    for known in [known for known in places if known[: len(keys)] == keys]:
        del places[known]
    places[keys] = origin


def _find(values: Any, path: str) -> tuple[Any, YamlPath]:
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

    return values, walk(values, path) or ()


def _validate(values: Mapping[str, Any], places: Mapping[YamlPath, Place], faults: list[Fault]) -> Inputs | None:
    try:
        return Inputs.model_validate(values, context=_tables(values))
    except ValidationError as error:
        known = {name for record in _records(BaseModel) for name in record.model_fields}
        missing = {name for name in FILES if name not in values}
        for detail in error.errors():
            if not (detail["type"] == "missing" and detail["loc"][0] in missing):
                faults.append(_fault(detail, places, known))
        return None


def _records(record: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for below in record.__subclasses__():
        yield below
        yield from _records(below)


def _tables(values: Mapping[str, Any]) -> dict[str, set[str]]:
    """The names that references may use, from the plain values, so that an unknown one is found beside other faults."""

    def keys(*path: str) -> set[str]:
        nodes: list[Any] = [values]
        for part in path:
            nodes = [
                node
                for parent in nodes
                if isinstance(parent, dict)
                for node in (parent.values() if part == "*" else [parent.get(part)])
            ]
        return {str(key) for node in nodes if isinstance(node, dict) for key in node}

    cases = {
        f"{scenario}.{case}" for scenario in keys("scenarios") for case in keys("scenarios", scenario, "load_cases")
    }
    return {
        "models": keys("models"),
        "scenarios": keys("scenarios"),
        "page_profiles": keys("page_profiles"),
        "load_cases": cases,
        "calls": keys("page_profiles", "*", "calls"),
        "components": keys("page_profiles", "*", "components"),
        "phases": keys("caching", "query_reuse", "phases"),
    }


def _fault(detail: ErrorDetails, places: Mapping[YamlPath, Place], known: set[str]) -> Fault:
    """A validation error in a reader's words."""
    path, value, sort = detail["loc"], detail["input"], detail["type"]
    place = nearest(places, path)
    if sort == "missing":
        return Fault(place, f"{path[-1]} is missing")
    if sort == "extra_forbidden":
        return Fault(
            place,
            f"unknown key {path[-1]}",
            did_you_mean(str(path[-1]), known) if str(path[-1]) not in known else "it does not belong here",
        )
    if sort == "value_error":
        return Fault(place, detail["msg"].removeprefix("Value error, "))
    if sort in {"literal_error", "enum"}:
        return Fault(
            place,
            f"expected {detail.get('ctx', {}).get('expected', '')}, found {value if isinstance(value, str) else kind(value)}",
        )
    if sort == "too_short":
        return Fault(place, f"{path[-1]} is empty; expected at least one entry")
    expected = {
        "string": "a text",
        "bool": "true or false",
        "dict": "a mapping",
        "model": "a mapping",
        "list": "a list",
    }
    wanted = expected.get(sort.split("_")[0])
    return Fault(
        place,
        f"expected {wanted}, found {kind(value)}"
        if (wanted and not isinstance(value, str)) or sort.endswith("_type")
        else detail["msg"],
    )


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


def _unsourced(proposal: Proposal) -> Iterator[Fault]:
    for leaf in proposal.leaves():
        if leaf.source is None and not leaf.place.file.startswith("--set") and leaf.quantity.model_fields_set:
            yield Fault(
                leaf.place,
                f"{leaf.path} names no source",
                "add source: {assumed: the reason} to it or to a record around it",
            )
