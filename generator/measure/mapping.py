"""Which column or path of a log is what: the presets, which presets.yaml holds, and mapping files.

In: the name of a preset, or a YAML file; and the columns of a log, or a sample of its JSON. Out: a `Mapping`: for each
field that a call may have, the paths in which a log may keep it; and where this log does, or faults that name what is
missing and what is close to it. A path is a column, or the keys to a value within one, joined by dots.
"""

from collections.abc import Collection, Iterable, Iterator
from collections.abc import Mapping as Table
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from generator.errors import USAGE, Fault, Place, ProposalError, did_you_mean, refusal
from generator.files import read_text
from generator.inputs.located_yaml import KEY, YamlPath, kind, parse

Keys = tuple[str, ...]
"""A column, or the first key of an object, and the keys below it; a key may hold dots itself."""
MOST_DEPTH = FEW = 12
ATTRIBUTES = "attributes"
"""Where a span keeps its attributes."""
SAYS: Table[str, str] = {
    "time": "when the call began",
    "end": "when it ended",
    "duration": "how long it took, in seconds; in milliseconds where the path ends in ms",
    "model": "the model that served it",
    "call": "what kind of call it is, as in page_profiles.yaml",
    "unit": "the page or conversation that it belongs to",
    "tenant": "the site or customer that it is for",
    "id": "what tells it from all others",
    "status": "whether it failed: a word such as error, or an HTTP status",
    "input": "tokens of the prompt",
    "cached": "tokens of it that came from the cache",
    "output": "tokens of the answer",
    "reasoning": "tokens of the answer that were reasoning",
    "max_completion": "the most tokens that the answer might have had",
}
"""What is asked of a call."""
FIELDS = tuple(SAYS)
TOKENS = ("input", "cached", "output", "reasoning", "max_completion")
PARTS_BESIDE, ZONE, PRESET, ONLY, IS = "parts_beside", "zone", "preset", "only", "is"
SETTINGS = (PRESET, ZONE, PARTS_BESIDE, ONLY)


@dataclass(frozen=True)
class Mapping:
    """Where a log keeps each field: `paths` to look in, the first that a row has; `fixed` is the same for each row.

    `zone` is that of times which name none; empty where nothing says it. `only` are the rows that are calls: the value
    that a path has in them. `parts_beside` says that the input leaves out what came from the cache, and the
    output what was reasoning. Where a mapping is `strict`, the log has to have every path.
    """

    name: str
    paths: Table[str, tuple[str, ...]]
    fixed: Table[str, str] = field(default_factory=dict)
    zone: str = ""
    only: Table[str, str] = field(default_factory=dict)
    parts_beside: bool = False
    strict: bool = False


@cache
def presets() -> Table[str, Mapping]:
    """The mappings that are known by name."""
    text = read_text(Path(__file__).with_name("presets.yaml"))
    values = parse(text, "presets.yaml").values
    return {name: replace(from_values(one, {}, "presets.yaml", name), strict=False) for name, one in values.items()}


def mapping_of(named: str) -> Mapping:
    """The preset of a name, or the mapping of a file. Raises ProposalError: exit code 2 where it is neither."""
    if named in presets():
        return presets()[named]
    if not Path(named).is_file():
        hint = did_you_mean(named, presets()) + "; or name a file of a mapping"
        raise refusal(named, "is neither a preset nor a file of a mapping", hint, USAGE)
    return read_mapping(read_text(Path(named)), named)


def read_mapping(text: str, file: str) -> Mapping:
    """The mapping that the text of a file says. Raises ProposalError with every fault of it."""
    return from_values(*parse(text, file), file, Path(file).name)


def from_values(values: Any, places: Table[YamlPath, Place], file: str, name: str) -> Mapping:
    """The mapping that the plain values of a file say, called `name`. Raises ProposalError with every fault of it."""
    at = {key: places.get((key,), Place(file)) for key in values}
    known = (*FIELDS, *SETTINGS)
    faults = [
        Fault(places.get((key, KEY), at[key]), f"unknown key {key}", did_you_mean(key, known))
        for key in values
        if key not in known
    ]
    base = str(values.get(PRESET, ""))
    others = presets() if base else {}
    if base and base not in others:
        faults.append(Fault(at[PRESET], f"unknown preset {base}", did_you_mean(base, others)))
    paths, fixed = {}, {}
    for field_name in FIELDS:
        if field_name in values:
            try:
                paths[field_name], fixed[field_name] = _paths(values[field_name])
            except ValueError as error:
                faults.append(Fault(at[field_name], str(error)))
    only, beside = values.get(ONLY, {}), values.get(PARTS_BESIDE, False)
    if not isinstance(only, dict) or not all(isinstance(value, str) for value in only.values()):
        what = "expected a path and the text that it has, such as type: GENERATION"
        faults.append(Fault(at[ONLY], what))
    if not isinstance(beside, bool):
        faults.append(Fault(at[PARTS_BESIDE], f"expected true or false, found {kind(beside)}"))
    if faults:
        raise ProposalError(faults)
    preset = others.get(base, Mapping(name, {}, strict=True))
    return replace(
        preset,
        paths={one: paths.get(one, preset.paths.get(one, ())) for one in FIELDS},
        fixed={one: text for one, text in {**preset.fixed, **fixed}.items() if text},
        zone=str(values.get(ZONE, preset.zone)),
        only=dict(only) if ONLY in values else preset.only,
        parts_beside=bool(beside) if PARTS_BESIDE in values else preset.parts_beside,
    )


def _paths(value: object) -> tuple[tuple[str, ...], str]:
    """The paths that a field's entry names, and the text that it is in every row; neither for `none`."""
    if value == "none":
        return (), ""
    if isinstance(value, str):
        return (value,), ""
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        return tuple(map(str, value)), ""
    if isinstance(value, dict) and set(value) == {IS} and isinstance(value[IS], str):
        return (), str(value[IS])
    raise ValueError(f"expected a path, a list of paths, {{is: TEXT}} or none, found {kind(value)}")


class Found(NamedTuple):
    """Where each field of a call is kept; and where stands what tells a call from other rows."""

    fields: Table[str, tuple[Keys, ...]]
    only: Table[Keys, str]

    def paths(self) -> dict[str, str]:
        """Each field with the path that it was found at, as people write it."""
        return {name: ", ".join(map(_shown, each)) for name, each in self.fields.items()}


def _shown(keys: Keys) -> str:
    return ".".join(keys[1:] if keys[0] == ATTRIBUTES and len(keys) > 1 else keys)


def keys_within(values: Iterable[Any]) -> set[Keys]:
    """Every path to a value that is not an object, in some objects."""
    return {keys for value in values for keys in _within(value, ())}


def _within(value: Any, path: Keys) -> Iterator[Keys]:
    if isinstance(value, dict) and len(path) < MOST_DEPTH:
        for key, one in value.items():
            yield from _within(one, (*path, key))
    elif path:
        yield path


def find(mapping: Mapping, known: Collection[Keys], columns: Collection[str] = ()) -> Found:
    """Where the fields are, among the `known` paths, or below a column; a field that is nowhere is left out."""
    dotted = {".".join(keys): keys for keys in known}
    # What a span is told by is named without the word before it, in whatever form the log keeps it.
    dotted = {keys[1]: keys for keys in known if len(keys) == 2 and keys[0] == ATTRIBUTES} | dotted

    def at(path: str) -> Keys:
        return dotted.get(path) or (_below(path, columns) if mapping.strict else ())

    fields = {name: tuple(filter(None, map(at, paths))) for name, paths in mapping.paths.items()}
    only = {keys: text for path, text in mapping.only.items() if (keys := at(path))}
    return Found({name: each for name, each in fields.items() if each}, only)


def _below(path: str, columns: Collection[str]) -> Keys:
    """The longest column that a path begins with, and the keys below it."""
    parts = path.split(".")
    for end in range(len(parts) - 1, 0, -1):
        if (column := ".".join(parts[:end])) in columns:
            return (column, *parts[end:])
    return ()


def lacking(
    mapping: Mapping, found: Found, known: Collection[Keys], file: str, columns: Collection[str] = ()
) -> list[Fault]:
    """What a log lacks that the mapping has to find there: each path of a mapping's own, or a time and tokens."""
    names = {_shown(keys) for keys in known}
    if mapping.strict:
        wanted = [path for paths in mapping.paths.values() for path in paths] + [*mapping.only]
        return [
            Fault(Place(file), f"has no {path}, which the mapping names", did_you_mean(path, names))
            for path in wanted
            if path not in names and not _below(path, columns)
        ]
    needs = {"time": "the time", "input": "input tokens", "output": "output tokens"}
    faults = []
    for name, kept in needs.items():
        paths = mapping.paths.get(name, ())
        if not paths or name in found.fields:
            continue
        what = f"has no {' or '.join(paths[:3])}, where {mapping.name} keeps {kept}"
        close = (hint for path in paths if (hint := did_you_mean(path, names)).startswith("did"))
        has = f"it has: {', '.join(sorted(names)[:FEW])}{' …' if len(names) > FEW else ''}"
        faults.append(Fault(Place(file), what, next(close, has)))
    return faults


def fits(mapping: Mapping, known: Collection[Keys], columns: Collection[str] = ()) -> int:
    """How many fields of a preset a log has; none where it lacks what the preset has to find."""
    found = find(mapping, known, columns)
    if lacking(mapping, found, known, "", columns) or not {*TOKENS} & {*found.fields}:
        return 0
    return len(found.fields)


def guessed(known: Collection[Keys], columns: Collection[str] = ()) -> Mapping | None:
    """The preset that has the most fields in a log; none where none fits, or two fit alike."""
    ranked = sorted(((fits(one, known, columns), name) for name, one in presets().items()), reverse=True)
    (most, name), (second, _) = ranked[:2]
    return presets()[name] if most > second else None
