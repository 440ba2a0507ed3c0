"""Logs of millions of calls, measured by us, by the same sums in plain SQL on DuckDB, and by pandas.

In: a folder and a number of calls. Out: a log in Parquet, and the commands to measure in turn.
"""

import sys
from pathlib import Path

MAPPING = "\n".join(f"{name}: {name}" for name in ("time", "model", "call", "status", "input", "cached", "output"))
MAPPING += "\nduration: duration_ms\n"
"""How the log is read."""


def write(path: Path, calls: int) -> Path:
    """A log of so many calls over as many quarters of a second, made by DuckDB's own arithmetic."""
    import duckdb

    def below(most: int, seed: int) -> str:
        return f"(hash(i * {seed}) % {most})::BIGINT"

    kind = below(3, 5)
    duckdb.sql(
        f"""COPY (SELECT TIMESTAMP '2026-10-01' + to_microseconds(i * 267000 + {below(9_000_000, 1)}) AS time,
        (200 + {below(9_000, 3)})::INTEGER AS duration_ms,
        ['small-8b', 'large-120b', 'mid-70b'][1 + {kind}] AS model,
        ['classification', 'reasoning', 'hero'][1 + {kind}] AS call,
        CASE WHEN {below(100, 7)} = 0 THEN 'error' ELSE 'success' END AS status,
        (100 + {below(12_000, 11)})::INTEGER AS input,
        ((100 + {below(12_000, 11)}) // 2 * {below(2, 13)})::INTEGER AS cached,
        (10 + {below(2_000, 17)})::INTEGER AS output
        FROM range({calls}) t(i)) TO '{path}' (FORMAT parquet)"""
    )
    return path


def ours(path: str) -> None:
    """What `proposal measure` works out of a log, without writing it."""
    from generator.measure.mapping import read_mapping
    from generator.measure.measuring import measure

    measure([path], read_mapping(MAPPING, "mapping.yaml"), "Europe/Zurich")


def plain(path: str) -> None:
    """The same sums in SQL, as one would write them by hand."""
    import duckdb

    connection = duckdb.connect(config={"memory_limit": "600MB"})
    connection.sql(f"CREATE VIEW calls AS SELECT *, epoch_us(time) AS us FROM read_parquet('{path}')")
    ranks = "[0.5, 0.9, 0.95, 0.99]"
    spread = ", ".join(
        f"avg({one}), stddev_samp({one}) / sqrt(count(*)), quantile_cont({one}, {ranks}), max({one}), "
        + ", ".join(f"avg(({one} > {size})::INTEGER)" for size in (1_000, 4_000, 16_000, 64_000))
        for one in ("input", "cached", "output", "duration_ms")
    )
    fine = f"SELECT {spread} FROM calls WHERE status <> 'error'"
    rates = "count(*), avg((status = 'error')::INTEGER), avg((cached > 0)::INTEGER), sum(cached) / sum(input)"
    minute = (
        "SELECT us // 60000000 AS minute, count(*) AS n, sum(input + output) AS t, sum(input + output - cached) AS u"
    )
    series = (
        f"count(*), avg(n), quantile_cont(n, {ranks}), max(n), quantile_cont(t, {ranks}), quantile_cont(u, {ranks})"
    )
    second = "SELECT us // 1000000 AS second, count(*) AS n FROM calls GROUP BY 1"
    begins = "SELECT (us + 999999) // 1000000 AS s, count(*) AS more FROM calls GROUP BY 1"
    ends = "SELECT (us + duration_ms * 1000 + 999999) // 1000000 AS s, -count(*) AS more FROM calls GROUP BY 1"
    steps = f"SELECT s, sum(more) AS more FROM ({begins} UNION ALL {ends}) GROUP BY 1"
    for question in (
        fine,
        f"{fine} GROUP BY model",
        f"{fine} GROUP BY call",
        f"SELECT model, call, {rates}, min(us), max(us) FROM calls GROUP BY 1, 2",
        f"SELECT {series} FROM ({minute} FROM calls GROUP BY 1)",
        f"SELECT model, {series} FROM ({minute}, model FROM calls GROUP BY 1, model) GROUP BY 1",
        f"SELECT max(one), max(ten) FROM (SELECT max(n) AS one, sum(n) AS ten FROM ({second}) GROUP BY second // 10)",
        f"SELECT max(n) FROM (SELECT sum(more) OVER (ORDER BY s) AS n FROM ({steps}))",
        "SELECT hour(time), count(*) FROM calls GROUP BY 1",
        "SELECT dayofweek(time), count(*) FROM calls GROUP BY 1",
    ):
        connection.sql(question).fetchall()


def pandas(path: str) -> None:
    """The same sums in pandas, but for the calls in flight."""
    import pandas as pd

    calls = pd.read_parquet(path)
    fine, fields = calls[calls["status"] != "error"], ["input", "cached", "output", "duration_ms"]
    for groups in (fine[fields], fine.groupby("model")[fields], fine.groupby("call")[fields]):
        _ = groups.mean(), groups.sem(), groups.max(), groups.quantile([0.5, 0.9, 0.95, 0.99])
    minute = calls["time"].dt.floor("min")
    for keys in ([minute], [minute, calls["model"]]):
        each = calls.groupby(keys)[["input", "output", "cached"]].agg(["sum", "count"])
        _ = each.quantile([0.5, 0.95, 0.99]), each.max()
    for part in ("s", "10s"):
        calls["time"].dt.floor(part).value_counts().max()
    _ = calls["time"].dt.hour.value_counts(), calls["time"].dt.dayofweek.value_counts()


if __name__ == "__main__":
    {"ours": ours, "plain": plain, "pandas": pandas}[sys.argv[1]](sys.argv[2])
