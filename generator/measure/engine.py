"""What logs of every kind have in common: an engine, and the fields of a call out of their columns.

In: an engine, and expressions of rows. Out: a `Table` whose columns are the fields of a mapping, as they stand in the
log, beside the file they stand in. Nothing else of a log is read: a prompt, or an answer, stays where it is.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from generator.errors import FAULTY, USAGE, ProposalError, refusal
from generator.measure.mapping import Found, Keys, Mapping, find, guessed, keys_within, lacking, presets


class _Later:
    """Ibis, imported where its first expression is made: that takes a second, and an installation may lack it."""

    def __getattr__(self, name: str) -> Any:
        import ibis

        return getattr(ibis, name)


ibis: Any = _Later()
FILE = "_file"
MOST_LINE = 16_000_000
"""Bytes of a line; a longer one is left out."""
MEMORY = "400MB"
SAMPLED = 1_000
"""Rows of a table whose JSON is looked at for the paths that it has."""


class Unread(NamedTuple):
    """A row that could not be read: where, and why."""

    file: str
    row: int
    why: str


@dataclass(frozen=True)
class Table:
    """Rows of a log as the mapping finds them: an expression whose columns are the fields.

    `at` gives the files and rows of those that an expression is true of; nothing where an engine cannot tell. `keep`
    works an expression out once and keeps it under a name, where that is quicker than to work it out for each question.
    """

    rows: Any
    found: Found
    mapping: Mapping
    unread: tuple[Unread, ...] = ()
    unread_count: int = 0
    at: Callable[[Any, int], list[tuple[str, int]]] = field(default=lambda _, __: [])
    row_word: str = "row"
    keep: Callable[[Any, str], Any] = field(default=lambda expression, _: expression)


@contextmanager
def engine() -> Iterator[Any]:
    """A DuckDB of its own, whose memory is bounded: what does not fit is kept on disk while it is at work."""
    with TemporaryDirectory(prefix="measure-") as folder:
        connection = ibis.duckdb.connect(Path(folder) / "measure.db", memory_limit=MEMORY, temp_directory=folder)
        connection.raw_sql("SET TimeZone = 'UTC'")
        connection.raw_sql("SET enable_progress_bar = false")
        connection.raw_sql("SET autoinstall_known_extensions = false")
        try:
            yield connection
        finally:
            connection.disconnect()


def settled(mapping: Mapping | None, known: set[Keys], file: str, columns: Sequence[str] = ()) -> tuple[Mapping, Found]:
    """The mapping, guessed where none is named, and where its fields are."""
    chosen = mapping or guessed(known, columns)
    if chosen is None:
        hint = f"name a preset with --as ({', '.join(presets())}), or a mapping file"
        raise refusal(file, "its columns are not those of a kind of log that is known", hint, USAGE)
    found = find(chosen, known, columns)
    if faults := lacking(chosen, found, known, file, columns):
        raise ProposalError(faults, FAULTY)
    return chosen, found


def kept(connection: Any, found: Found, mapping: Mapping | None, unread: list[Unread], word: str, count: int) -> Table:
    """What was stored, as a table whose rows have their place."""
    assert mapping is not None
    rows = connection.table("log")

    def at(wanted: Any, most: int) -> list[tuple[str, int]]:
        numbered = (
            rows
            if "_row" in rows.columns
            else connection.sql(f"SELECT *, rowid - min(rowid) OVER (PARTITION BY {FILE}) + 1 AS _row FROM log")
        )
        return places(wanted(numbered), most)

    def keep(expression: Any, name: str) -> Any:
        return connection.create_table(name, expression)

    return Table(rows, found, mapping, tuple(unread), max(count, len(unread)), at, word, keep)


def places(rows: Any, most: int) -> list[tuple[str, int]]:
    """The files and rows of the first rows, in order."""
    found = rows.select(FILE, "_row").order_by(FILE, "_row").limit(most).to_pyarrow().to_pylist()
    return [(str(one[FILE]), int(one["_row"])) for one in found]


def quoted(value: str) -> str:
    """A text as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"


def broken(error: Exception, file: str) -> ProposalError:
    """What the engine could not read, in its first words; they may hold a part of the log, so they are cut short."""
    said = str(error).split("\n")[0].partition(" Error: ")[2] or type(error).__name__
    return refusal(file, f"cannot be read: {said[:120]}")


def picked(rows: Any, found: Found, kept: Sequence[str]) -> Any:
    """The fields as columns, each the first of its paths that a row has, beside columns that are `kept` as they are."""
    fields = {name: _first([_value(rows, keys) for keys in each]) for name, each in found.fields.items()}
    only = {f"only {index}": _value(rows, keys) for index, keys in enumerate(found.only)}
    return rows.select(*kept, **fields, **only)


def struct_keys(rows: Any, columns: Sequence[str]) -> set[Keys]:
    """The paths to what is not a struct, of columns that may be structs."""
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
