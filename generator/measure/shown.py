"""What is shown of a log and of its measuring: the first rows as they are understood, and a summary.

In: rows of a log, or what was measured. Out: lines.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from generator.measure import clock
from generator.measure.calls import OTHER_ROWS, RULES, calls
from generator.measure.engine import Table
from generator.measure.mapping import FIELDS, SAYS, TOKENS
from generator.measure.measuring import Measured
from generator.measure.values import ALL, Share
from generator.terminal import Line, Painted, columns
from generator.units import Unit, counted, write

FIRST = 5
COLUMNS = ("at", "model", "call", "unit", "tenant", "failed", *TOKENS, "duration")
PLAIN = Unit("", "dimensionless", 2)
SHARE = Unit("", "dimensionless", 1, percent=True)
LONGEST = 24
VERDICTS = {why: f"← left out: {rule}" for why, rule in RULES.items()} | {OTHER_ROWS: "← is not a call"}


def understood(table: Table, zone: str) -> Iterator[Line]:
    """Where each field was found, and the first rows as calls."""
    paths, fixed = table.found.paths(), table.mapping.fixed
    yield f"read as {table.mapping.name}:"
    rows = [
        (f"  {name}", f"“{fixed[name]}” in every row" if name in fixed else paths.get(name, "absent"), SAYS[name])
        for name in FIELDS
    ]
    yield from columns(rows)
    yield ""
    yield from _table(table, zone)


def _table(table: Table, zone: str) -> Iterator[Line]:
    every = calls(table, table.mapping.zone or zone)
    first = every.limit(FIRST).to_pyarrow().to_pylist()
    has = [name for name in COLUMNS if any(row[name] is not None for row in first)]
    ahead = [row["at"] for row in first if row["at"] is not None]
    local = clock.changes(clock.zone_of(zone), min(ahead), max(ahead)) if ahead else ()
    heads = [Painted("time" if name == "at" else name, "head") for name in has]
    lines = [[_cell(row, name, local) for name in has] + [VERDICTS.get(row["why"], "")] for row in first]
    yield from columns([[*heads, ""], *lines])
    yield f"the first {counted(str(len(first)), 'rows')}; times are of {zone}, durations in milliseconds"


def _cell(row: dict[str, Any], name: str, local: clock.Changes) -> str:
    value = row[name]
    if value is None:
        return "–"
    if name == "at":
        return f"{clock.moment(value + clock.ahead_at(value, local)):%Y-%m-%d %H:%M:%S.%f}"[:23]
    if isinstance(value, bool):
        return "failed" if value else "fine"
    if name in ("unit", "tenant"):
        return f"{str(value)[:LONGEST]}…" if len(str(value)) > LONGEST else str(value)
    return str(value)


def summary(measured: Measured) -> Iterator[Line]:
    """What was measured, in a few lines."""
    found, window, values = measured.counted, measured.window, measured.values[ALL]
    when = f", {window['from']} to {window['to']} {window['zone']}" if window else ""
    yield f"{counted(f'{found.count:,}', 'calls')} of {counted(f'{found.rows:,}', 'rows')}{when}"
    yield from (f"  {line}" for line in found.places)
    if found.other:
        yield f"  {counted(f'{found.other:,}', 'rows')} of another kind are not calls"
    for name, own in measured.values.items():
        said = [f"{kind} {_mean(own, kind)}" for kind in ("input", "cached", "output") if f"{kind}_tokens" in own]
        rates = (key for key in ("hit_rate", "failure_rate", "retry_rate") if key in own)
        said += [f"{key.replace('_', ' ')} {_text(own[key])}" for key in rates]
        requests: Any = own["requests"]
        yield f"  {name}: {'; '.join([counted(_text(requests['value']), 'requests'), *said])}"
    for key in ("requests_per_minute", "tokens_per_minute"):
        if key in values:
            rate = values[key]
            assert isinstance(rate, dict)
            said = [f"{called} {_text(rate[of])}" for called, of in (("mean", "mean"), ("p95", "p95"), ("peak", "max"))]
            yield f"  {key.replace('_', ' ')}: {', '.join(said)} at {rate['at']}"


def _mean(own: Any, kind: str) -> str:
    value = own[f"{kind}_tokens"]
    return f"mean {_text(value['mean'])}, p95 {_text(value['p95'])}"


def _text(value: Any) -> str:
    return write(value.value, SHARE) if isinstance(value, Share) else write(Fraction(value), PLAIN)
