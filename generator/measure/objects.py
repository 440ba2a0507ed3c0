"""Logs that are JSON: an object a line, a list of objects, or traces whose spans are calls.

In: files, and a mapping. Out: a `Table`. A line that is not JSON, or breaks off, is kept aside with its place.
"""

import json
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from generator.measure.engine import FILE, MOST_LINE, Table, Unread, as_json, broken, kept, looked_into, quoted, settled
from generator.measure.logs import LINES, Log, first_text
from generator.measure.mapping import ATTRIBUTES, MOST_DEPTH, Keys, Mapping, keys_within

SAMPLED = 2_000
"""Lines of a file that are looked at for the paths that it has."""
SPANS = "resourceSpans"


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
        count += connection.con.execute(
            "SELECT count(*) FROM log WHERE _unread AND _file = ?", [log.address]
        ).fetchone()[0]
        lines = connection.con.execute(
            "SELECT _row FROM log WHERE _unread AND _file = ? ORDER BY 1 LIMIT 3", [log.address]
        )
        unread += [Unread(log.shown, line, "is no JSON that can be read") for (line,) in lines.fetchall()]
    connection.raw_sql("DELETE FROM log WHERE _unread")
    return kept(connection, found, chosen, unread, "line", count)


def _add(connection: Any, query: str, number: int) -> None:
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
