"""Logs in files, read by DuckDB: CSV, whose every value is a text; Parquet; and JSON, whose spans of traces are calls.

In: files of one kind, and a mapping. Out: a `Table`. What a text is meant to be is decided later, row by row; a line
that has too few or too many columns, or is not JSON, is kept aside with its place.
"""

import csv
import json
from collections.abc import Collection, Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from generator.errors import Fault, Place, ProposalError, did_you_mean, refusal
from generator.measure.engine import (
    FILE,
    MOST_LINE,
    Table,
    Unread,
    as_json,
    below,
    broken,
    kept,
    looked_into,
    picked,
    places,
    quoted,
    settled,
    struct_keys,
)
from generator.measure.logs import LINES, Log, first_text
from generator.measure.mapping import ATTRIBUTES, MOST_DEPTH, Found, Keys, Mapping, keys_within

SAMPLED = 2_000
"""Lines of a file that are looked at for the paths that it has."""
SPANS = "resourceSpans"
WHY = {
    "MISSING COLUMNS": "has too few columns",
    "TOO MANY COLUMNS": "has too many columns",
    "UNQUOTED VALUE": "has a quote that is never closed",
    "INVALID ENCODING": "is no UTF-8",
    "INVALID UNICODE": "is no UTF-8",
    "LINE SIZE OVER MAXIMUM": f"is longer than {MOST_LINE:,} bytes",
}
"""What is wrong with a line, by what DuckDB calls it."""


def parquet(connection: Any, logs: Sequence[Log], mapping: Mapping | None) -> Table:
    """Files of Parquet, read anew for each question: nothing but the columns that it needs."""
    files = [one.address for one in logs]
    listed = f"[{', '.join(map(quoted, files))}]"
    scan = f"read_parquet({listed}, filename=true, union_by_name=true"
    try:
        rows = connection.sql(f"SELECT *, filename AS {FILE} FROM {scan})")
        names = connection.con.execute(f"SELECT file_name, name FROM parquet_schema({listed})").fetchall()
    except Exception as error:
        raise broken(error, logs[0].shown) from None
    columns = [name for name in rows.columns if name not in ("filename", FILE)]
    chosen, found = settled(mapping, struct_keys(rows, columns) | below(rows, mapping), logs[0].shown, columns)
    used = {keys[0] for each in found.fields.values() for keys in each}
    has = {file: {name for other, name in names if other == file} for file in files}
    _same_columns({file: each & used for file, each in has.items()}, has)

    def at(wanted: Any, most: int) -> list[tuple[str, int]]:
        columns = f"*, filename AS {FILE}, file_row_number + 1 AS _row"
        numbered = connection.sql(f"SELECT {columns} FROM {scan}, file_row_number=true)")
        return places(wanted(picked(numbered, found, (FILE, "_row"))), most)

    def keep(expression: Any, name: str) -> Any:
        """A name for it is enough: to read a column anew takes less than to keep it."""
        return connection.create_view(name, expression)

    return Table(picked(rows, found, (FILE,)), found, chosen, at=at, keep=keep)


def _same_columns(used: dict[str, set[str]], has: dict[str, set[str]]) -> None:
    """Raises ProposalError for each file that lacks a column which is read of another: it was renamed, or lost."""
    every = set[str]().union(*used.values())
    first = next(iter(used))
    faults = [
        Fault(
            Place(file),
            f"has no column {name}, which {next((one for one in used if name in used[one]), first)} has",
            did_you_mean(name, has[file] - every),
        )
        for file, own in used.items()
        for name in sorted(every - own)
    ]
    if faults:
        raise ProposalError(faults)


def table(connection: Any, logs: Sequence[Log], mapping: Mapping | None) -> Table:
    """Tables of texts. Every value is read as a text: what it is meant to be is decided later, row by row."""
    heads = {one.address: _head(one) for one in logs}
    chosen, found, parts = mapping, Found({}, {}), []
    used: dict[str, set[str]] = {}
    for log in logs:
        mark, names = heads[log.address]
        rows = connection.sql(_scan(log.address, mark, names))
        chosen, found = settled(chosen, {(name,) for name in names} | below(rows, chosen), log.shown, names)
        used[log.shown] = {keys[0] for each in found.fields.values() for keys in each}
        parts.append(picked(rows, found, (FILE,)))
    _same_columns(used, {log.shown: {*heads[log.address][1]} for log in logs})
    unread: list[Unread] = []
    for number, part in enumerate(parts):
        _add(connection, connection.compile(part), number)
        unread += _rejected(connection, logs[number])
    return kept(connection, found, chosen, unread, "row", 0)


def _head(log: Log) -> tuple[str, list[str]]:
    """What stands between the columns of a table, and their names. Raises ProposalError where two are the same."""
    first = first_text(Path(log.address)).lstrip("\ufeff")
    line = first.splitlines()[0] if first else ""
    mark = max(",;\t|", key=line.count)
    names = next(csv.reader(StringIO(first), delimiter=mark), [])
    twice = sorted({name for name in names if names.count(name) > 1 or not name.strip()})
    if twice:
        what = f"has the column {twice[0]!r} more than once" if twice[0].strip() else "has a column without a name"
        raise refusal(Place(log.shown, 1, 1), what, "the first line names the columns")
    return mark, names


def _scan(file: str, mark: str, names: Sequence[str]) -> str:
    columns = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in names)
    return (
        f"SELECT *, {quoted(file)} AS {FILE} FROM read_csv({quoted(file)}, columns={{{columns}}}, auto_detect=false, "
        f"header=true, delim={quoted(mark)}, quote='\"', escape='\"', ignore_errors=true, store_rejects=true, "
        f"strict_mode=true, max_line_size={MOST_LINE}, buffer_size={4 * MOST_LINE}, parallel=false)"
    )


def _rejected(connection: Any, log: Log) -> list[Unread]:
    """The lines of a table that have too few or too many columns, or cannot be read at all."""
    found = connection.con.execute("SELECT DISTINCT line, error_type FROM reject_errors ORDER BY line").fetchall()
    connection.raw_sql("DELETE FROM reject_errors")
    connection.raw_sql("DELETE FROM reject_scans")
    return [Unread(log.shown, line, WHY.get(str(error), "cannot be read")) for line, error in dict(found).items()]


def objects(connection: Any, logs: Sequence[Log], mapping: Mapping | None) -> Table:
    """JSON, a value a line, or over many lines; of traces each span."""
    texts: set[Keys] = set()
    above = {path[:at] for path in looked_into(mapping) for at, mark in enumerate(path) if mark == "."}
    sample = [_opened(value, (), above, texts) for log in logs for value in _sampled(log)]
    spans = any(isinstance(value, dict) and SPANS in value for value in sample)
    known = keys_within(_of_spans(sample) if spans else sample)
    chosen, found = settled(mapping, known, logs[0].shown)
    unread: list[Unread] = []
    count = 0
    for number, log in enumerate(logs):
        source = _lines(log) if log.kind == LINES else _documents(log)
        if spans:
            each = f"unnest(json_extract(json, '$.{SPANS}[*].scopeSpans[*].spans[*]')) AS json"
            source = f"SELECT {FILE}, {each}, line FROM ({source})"
        fields = [
            f'coalesce({", ".join(_extract(keys, spans, texts) for keys in each)}) AS "{name}"'
            for name, each in found.fields.items()
        ]
        only = [f'{_extract(keys, spans, texts)} AS "only {index}"' for index, keys in enumerate(found.only)]
        select = ", ".join([FILE, *fields, *only, "line AS _row", "json IS NULL AS _unread"])
        _add(connection, f"SELECT {select} FROM ({source})", number)
        lines = "SELECT _row, count(*) OVER () FROM log WHERE _unread AND _file = ? ORDER BY 1 LIMIT 3"
        first = connection.con.execute(lines, [log.address]).fetchall()
        count += first[0][1] if first else 0
        unread += [Unread(log.shown, line, "is no JSON that can be read") for line, _ in first]
    connection.raw_sql("DELETE FROM log WHERE _unread")
    return kept(connection, found, chosen, unread, "line", count)


def _add(connection: Any, query: str, number: int) -> None:
    """Keeps rows as a table on disk, so that a text is taken apart once and every row has its number."""
    try:
        connection.raw_sql(f"{'INSERT INTO log' if number else 'CREATE TABLE log AS'} {query}")
    except Exception as error:
        raise broken(error, "the log") from None


def _lines(log: Log) -> str:
    """Each line as JSON; NULL where it is not JSON, or breaks off. An empty line is not a row."""
    how = "columns={'text': 'VARCHAR'}, auto_detect=false, header=false, delim='\x01', quote='', escape=''"
    size = f"max_line_size={MOST_LINE}, buffer_size={4 * MOST_LINE}"
    lines = f"read_csv({quoted(log.address)}, {how}, {size}, ignore_errors=true, null_padding=true, parallel=false)"
    numbered = f"SELECT text, row_number() OVER () AS line FROM {lines}"
    columns = f"{quoted(log.address)} AS {FILE}, try_cast(text AS JSON) AS json, line"
    return f"SELECT {columns} FROM ({numbered}) WHERE trim(text) <> ''"


def _documents(log: Log) -> str:
    """One JSON value, or each value of a list. Raises ProposalError where it breaks off, for then all is lost."""
    values = f"read_json_objects({quoted(log.address)}, format='auto', maximum_object_size={8 * MOST_LINE})"
    return f"SELECT {quoted(log.address)} AS {FILE}, json, row_number() OVER () AS line FROM {values}"


def _opened(value: Any, path: Keys, above: Collection[str], texts: set[Keys]) -> Any:
    """A value with what is JSON within a text taken for what it says; where that stands is added to `texts`.

    No text is looked into but those `above` a path of a mapping: a prompt, or an answer, stays closed.
    """
    if isinstance(value, str) and ".".join(path) in above and isinstance(found := as_json(value), dict):
        value = found
        texts.add(path)
    if isinstance(value, dict) and len(path) < MOST_DEPTH:
        return {key: _opened(one, (*path, key), above, texts) for key, one in value.items()}
    return value


def _extract(keys: Keys, spans: bool, texts: set[Keys]) -> str:
    """The text of a value in the JSON of a row; of a span's attribute whatever its type is called.

    Where a key holds JSON within a text, that is read in turn; a row that holds it as an object gives the same.
    """
    if spans and keys[0] == ATTRIBUTES:
        is_it = f"lambda x: json_extract_string(x, '$.key') = {quoted(keys[1])}"
        one = f"list_filter(json_extract(json, '$.attributes[*]'), {is_it})[1]"
        kinds = ("intValue", "doubleValue", "stringValue", "boolValue")
        return f"coalesce({', '.join(f'''json_extract_string({one}, '$.value.{kind}')''' for kind in kinds)})"
    source, after = "json", 0
    for at in range(1, len(keys)):
        if keys[:at] in texts:
            source, after = f"try_cast({_at(source, keys[after:at])} AS JSON)", at
    return _at(source, keys[after:])


def _at(source: str, keys: Keys) -> str:
    path = "$" + "".join('."' + key.replace('"', '\\"') + '"' for key in keys)
    return f"json_extract_string({source}, {quoted(path)})"


def _sampled(log: Log) -> Iterator[Any]:
    """The first values of a JSON log, as Python reads them."""
    text = first_text(Path(log.address)).lstrip("\ufeff")
    if log.kind != LINES:
        decoder, at = json.JSONDecoder(), len(text) - len(text.lstrip())
        at += text[at : at + 1] == "["
        while at < len(text):
            at += len(text[at:]) - len(text[at:].lstrip(" \t\r\n,"))
            try:
                value, at = decoder.raw_decode(text, at)
            except (ValueError, RecursionError):
                return
            yield value
        return
    for line in text.splitlines()[:SAMPLED]:
        try:
            yield json.loads(line)
        except (ValueError, RecursionError):
            continue


def _of_spans(values: Sequence[Any]) -> Iterator[Any]:
    """The spans of traces, each attribute under `attributes` as if it were a value of the span."""
    for value in values:
        for resource in value.get(SPANS, ()) if isinstance(value, dict) else ():
            for scope in resource.get("scopeSpans", ()):
                for span in scope.get("spans", ()):
                    yield {key: one for key, one in span.items() if key != ATTRIBUTES}
                    yield {ATTRIBUTES: {one.get("key", ""): True for one in span.get(ATTRIBUTES, ())}}
