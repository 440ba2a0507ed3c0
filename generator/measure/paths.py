"""Where a log really keeps what a mapping asks for.

In: a mapping, and what a log has: its columns, or a sample of its JSON. Out: for each field the paths that are there,
or faults that name what is missing and what is close to it.
"""

from collections.abc import Collection, Iterable, Iterator
from collections.abc import Mapping as Table
from typing import Any, NamedTuple

from generator.errors import Fault, Place, did_you_mean
from generator.measure.mapping import TOKENS, Mapping, presets

Keys = tuple[str, ...]
"""A column, or the first key of an object, and the keys below it; a key may hold dots itself."""
MOST_DEPTH = FEW = 12
ATTRIBUTES = "attributes"
"""Where a span keeps its attributes."""


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
