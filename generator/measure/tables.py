"""Logs that are tables: CSV, whose every value is read as a text, and Parquet.

In: files of one kind, and a mapping. Out: a `Table`. What a text is meant to be is decided later, row by row; a line
that has too few or too many columns is kept aside with its place.
"""

import csv
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from generator.errors import Fault, Place, ProposalError, did_you_mean, refusal
from generator.measure.engine import (
    FILE,
    MOST_LINE,
    Table,
    Unread,
    below,
    broken,
    kept,
    picked,
    places,
    quoted,
    settled,
    stored,
    struct_keys,
)
from generator.measure.logs import Log, first_text
from generator.measure.mapping import Found, Mapping

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
        stored(connection, part, number)
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
