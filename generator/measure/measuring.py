"""From logs to what is measured of them.

In: addresses, a mapping, a zone. Out: a `Measured`: values by name, and all that is to be said of where they are from.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import Any

from generator.errors import install_hint, refusal
from generator.measure import clock, servers, traffic
from generator.measure.calls import calls
from generator.measure.counting import Counted, counted
from generator.measure.engine import Table, engine
from generator.measure.logs import CSV, PARQUET, SERVERS, Log, logs_of
from generator.measure.mapping import FIELDS
from generator.measure.mapping import Mapping as LogMapping
from generator.measure.reading import objects, parquet, table
from generator.measure.values import Group, Histograms, Value, fields_of, groups_of, histogram, of_calls

MISSING = "measuring needs packages that are not installed here"
UTC = "UTC"
Say = Callable[[str], None]


@dataclass(frozen=True)
class Measured:
    """What is measured of logs: `values` by group and name, the `window`, what was counted, and the digest."""

    values: Mapping[str, Group]
    window: Mapping[str, Value]
    counted: Counted
    zone: str
    addresses: tuple[str, ...]
    digest: str

    @property
    def absent(self) -> list[str]:
        """The fields that the log does not have: what rests on them is not measured."""
        return [name for name in FIELDS if not self.counted.has(name)]


@contextmanager
def opened(addresses: Sequence[str], mapping: LogMapping | None) -> Iterator[tuple[Table, str]]:
    """The rows of logs, while the engine that reads them is open; and how the logs are shown.

    Raises ProposalError where they cannot be read, and (exit code 4) where the packages are not installed.
    """
    logs = logs_of(addresses)
    few = ", ".join(dict.fromkeys(one.shown for one in logs))
    shown = few if len(logs) < 3 else f"{logs[0].shown} and {len(logs) - 1} more"
    with _engine(logs) as connection:
        yield read(connection, logs, mapping), shown


@contextmanager
def _engine(logs: Sequence[Log]) -> Iterator[Any]:
    kind = logs[0].kind
    try:
        with servers.engine(logs[0]) if kind in SERVERS else engine() as connection:
            yield connection
    except ModuleNotFoundError as error:
        raise refusal(error.name, MISSING, install_hint(kind if kind in SERVERS else "measure"), 4) from None


def read(connection: Any, logs: Sequence[Log], mapping: LogMapping | None) -> Table:
    """The rows of logs of one kind. Raises ProposalError where what the mapping needs is not there."""
    if logs[0].kind in SERVERS:
        return servers.read(connection, logs[0], mapping)
    return {CSV: table, PARQUET: parquet}.get(logs[0].kind, objects)(connection, logs, mapping)


def measure(
    addresses: Sequence[str], mapping: LogMapping | None, zone: str = "", say: Say = lambda _: None
) -> Measured:
    """What is measured of logs. Times that name no zone are those of the mapping's zone, or else of `zone`.

    Raises ProposalError where the log cannot be read, or tells too little.
    """
    clock.zone_of(zone or UTC)
    say("looking at the log")
    with opened(addresses, mapping) as (rows, shown):
        every = calls(rows, rows.mapping.zone or zone or UTC)
        say("counting the rows")
        found = counted(every, rows, shown)
        histograms = {}
        for field in fields_of(found):
            say(f"counting {field.replace('_', ' ')}")
            histograms[field] = histogram(found, field)
        say("counting the minutes")
        minutes = traffic.by_minute(found)
        return _measured(found, histograms, minutes, zone or UTC, tuple(addresses))


def _measured(
    found: Counted, histograms: Histograms, minutes: traffic.ByMinute, zone: str, addresses: tuple[str, ...]
) -> Measured:
    groups = groups_of(found.pairs)
    values = of_calls(found, histograms)
    of_time, window = traffic.of_time(found, minutes, zone, groups)
    for part in (of_time, traffic.requests_per_unit(found, groups)):
        for name, own in part.items():
            values[name] |= own
    if found.window:
        ahead = clock.changes(clock.zone_of(zone), *found.window)
        ends = {key: traffic.shown(at, ahead) for key, at in zip(("from", "to"), found.window, strict=True)}
        window = {**ends, "zone": zone, **window}
    return Measured(values, window, found, zone, addresses, digest(found, histograms, minutes))


def digest(found: Counted, histograms: Histograms, minutes: traffic.ByMinute) -> str:
    """The SHA-256 of what an engine counted, from which all values are worked out: whatever order the rows are in."""
    whole = (found.window, sorted(found.pairs.items(), key=str), sorted(found.left_out.items()))
    spreads = (
        (field, pair, sorted(by[pair].items())) for field, by in histograms.items() for pair in sorted(by, key=str)
    )
    sums = hashlib.sha256()
    for number, part in enumerate(chain(whole, minutes.rows(), spreads)):
        sums.update(("\n" * (number > 0) + repr(part)).encode())
    return sums.hexdigest()
