"""Logs that live on a server, measured there: a table of PostgreSQL, or files that a Spark cluster reads.

In: the address of a log. Out: an engine, and a `Table`. The same expressions run there as on files. What an address
holds to be let in with is given to the server, and to nobody else.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from generator.errors import UNREACHED, USAGE, ProposalError, did_you_mean, refusal
from generator.measure.engine import Table, below, ibis, picked, settled, struct_keys
from generator.measure.logs import SPARK, Log, without_secrets
from generator.measure.mapping import Mapping

PARTITIONS = 8
"""So many parts of what is shuffled: what is counted is small, and each part costs a task."""


@contextmanager
def engine(log: Log) -> Iterator[Any]:
    """The server of a log. Raises ProposalError (exit code 5) where it cannot be reached."""
    try:
        connection = _spark(log) if log.kind == SPARK else _postgres(log)
    except (ModuleNotFoundError, ProposalError):
        raise
    except Exception as error:
        raise refusal(log.shown, f"cannot be reached: {_said(error, log)}", code=UNREACHED) from None
    try:
        yield connection
    except ProposalError:
        raise
    except Exception as error:
        what = f"gave no answer: {_said(error, log)[:200]}"
        raise refusal(log.shown, what, code=UNREACHED) from None
    finally:
        connection.disconnect()


def _said(error: Exception, log: Log) -> str:
    """The first line of what a server says, without what it is to be let in with."""
    said = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    password = urlsplit(log.address).password
    return said.replace(log.address, log.shown).replace(unquote(password), "…") if password else said


def _postgres(log: Log) -> Any:
    parts = urlsplit(log.address)
    connection = ibis.postgres.connect(
        host=parts.hostname,
        port=parts.port or 5432,
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        database=unquote(parts.path.strip("/")),
    )
    connection.raw_sql("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY").close()
    connection.raw_sql("SET TimeZone = 'UTC'").close()
    return connection


def _spark(log: Log) -> Any:
    from pyspark.sql import SparkSession

    parts = urlsplit(log.address)
    session = (
        SparkSession.builder.master(f"spark://{parts.netloc}")
        .appName("proposal measure")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.ansi.enabled", "false")
        .config("spark.sql.shuffle.partitions", str(PARTITIONS))
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    return ibis.pyspark.connect(session)


def read(connection: Any, log: Log, mapping: Mapping | None) -> Table:
    """The rows of a table, or of the files that an address names. Raises ProposalError where there are none."""
    rows = _files(connection, log) if log.kind == SPARK else _rows(connection, log)
    columns = list(rows.columns)
    chosen, found = settled(mapping, struct_keys(rows, columns) | below(rows, mapping), log.shown, columns)

    def keep(expression: Any, name: str) -> Any:
        """As the text of a query: to write it anew for each question takes longer than most answers. On Spark in the
        memory of its workers, and on their disks: there each question would read and take apart every row anew."""
        query = connection.compile(expression)
        if log.kind != SPARK:
            return connection.sql(query, schema=expression.schema())
        connection.raw_sql(f"CACHE LAZY TABLE {name} AS {query}")
        return connection.table(name)

    own = picked(rows, found, ())
    return Table(keep(own, "log") if log.kind == SPARK else own, found, chosen, keep=keep)


def _rows(connection: Any, log: Log) -> Any:
    query = parse_qs(urlsplit(log.address).query)
    schema, name = query.get("schema", ["public"])[0], query.get("table", [""])[0]
    names = connection.list_tables(database=schema)
    if name not in names:
        what = f"has no table {name}" if name else "names no table"
        hint = did_you_mean(name, names) if name else "add ?table=NAME; " + did_you_mean(name, names)
        raise refusal(without_secrets(log.address), what, hint, USAGE)
    return connection.table(name, database=schema)


def _files(connection: Any, log: Log) -> Any:
    path = urlsplit(log.address).path
    ending = path.removesuffix(".gz").rpartition(".")[2]
    try:
        if ending in ("csv", "tsv"):
            return connection.read_csv(path, header=True, sep="\t" if ending == "tsv" else ",", escape='"')
        return connection.read_json(path) if ending in ("json", "jsonl", "ndjson") else connection.read_parquet(path)
    except Exception as error:
        raise refusal(log.shown, f"cannot be read: {_said(error, log)[:200]}", code=UNREACHED) from None
