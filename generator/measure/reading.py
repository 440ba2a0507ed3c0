"""Logs in files: each kind by its reader.

In: logs of one kind, and a mapping, or none where it is to be guessed. Out: a `Table`.
"""

from collections.abc import Sequence
from typing import Any

from generator.measure.engine import Table
from generator.measure.logs import CSV, PARQUET, Log
from generator.measure.mapping import Mapping
from generator.measure.objects import objects
from generator.measure.tables import parquet, table


def read(connection: Any, logs: Sequence[Log], mapping: Mapping | None) -> Table:
    """The rows of logs of one kind. Raises ProposalError where what the mapping needs is not there."""
    kinds = {one.kind for one in logs}
    if kinds == {PARQUET}:
        return parquet(connection, logs, mapping)
    return table(connection, logs, mapping) if kinds == {CSV} else objects(connection, logs, mapping)
