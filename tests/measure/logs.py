"""The same calls in every form that a log may have.

In: nothing, or rows. Out: files of logs. The calls are made by a rule, with a seed; what they use is nobody's.
"""

import csv
import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

Row = dict[str, Any]
BEGINS = datetime(2026, 10, 24, 20, 58, 30, tzinfo=UTC)
"""On a Saturday: in Zurich the clocks go back that night."""
CALLS = {"classification": ("small-8b", 300, 60), "reasoning": ("large-120b", 9_000, 1_500)}
SECRET = "Dear diary, tell nobody about the blender"
"""A text of a prompt: no output may have it."""


def rows(pages: int = 40) -> list[Row]:
    """Calls of so many pages over two days, by time: some fail and are sent again, some hit the cache."""
    found = list(_made(pages, Random(20)))
    return sorted(found, key=lambda row: (row["time"], row["id"]))


def _made(pages: int, random: Random) -> Iterator[Row]:
    number = 0
    for page in range(pages):
        burst = timedelta(hours=7 * (page % 5), minutes=page % 3, microseconds=random.randrange(50_000_000))
        for kind, (model, tokens, most) in CALLS.items():
            for again in (False, True) if random.random() < 0.2 else (False,):
                failed = not again and random.random() < 0.6 if again is False and random.random() < 0.3 else False
                given, reasoned = random.randrange(tokens // 2, tokens * 2), random.randrange(most // 4)
                number += 1
                yield {
                    "time": BEGINS + burst + timedelta(milliseconds=number * 13 + 400 * again),
                    "duration": random.randrange(200, 9_000),
                    "model": model,
                    "call": kind,
                    "unit": f"page-{page}",
                    "tenant": f"site-{page % 3}",
                    "id": f"call-{number:04}",
                    "status": "error" if failed else "success",
                    "input": given,
                    "cached": random.choice([0, given // 2]),
                    "output": reasoned + random.randrange(1, most),
                    "reasoning": reasoned if kind == "reasoning" else 0,
                    "max_completion": 4 * most,
                }


MAPPING = """\
time: time
duration: duration_ms
model: model
call: call
unit: unit
tenant: tenant
id: id
status: status
input: input
cached: cached
output: output
reasoning: reasoning
max_completion: max_completion
"""
"""The mapping of a table that has a column for each field."""


def plain(row: Row) -> Row:
    """A row of that table."""
    return {
        ("duration_ms" if key == "duration" else key): _iso(one) if key == "time" else one for key, one in row.items()
    }


def _iso(time: datetime) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def write_csv(path: Path, table: Sequence[Row]) -> Path:
    """A table as CSV, packed where its name says so."""
    with gzip.open(path, "wt", newline="") if path.suffix == ".gz" else path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(table[0]))
        writer.writeheader()
        writer.writerows(table)
    return path


def write_lines(path: Path, values: Sequence[Any]) -> Path:
    """A JSON value a line."""
    path.write_text("".join(json.dumps(one) + "\n" for one in values), encoding="utf-8")
    return path


def write_parquet(path: Path, table: Sequence[Row]) -> Path:
    """A table as Parquet, with times as times and numbers as numbers."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = {name: [row[name] for row in table] for name in table[0]}
    pq.write_table(pa.table(columns), path)
    return path


def openai(row: Row) -> Row:
    """A reply of an OpenAI-compatible service, as a team's own log keeps it."""
    return {
        "timestamp": row["time"].timestamp().__format__(".6f"),
        "id": row["id"],
        "model": row["model"],
        "status": 500 if row["status"] == "error" else 200,
        "duration_ms": row["duration"],
        "metadata": {"call": row["call"], "page": row["unit"], "site": row["tenant"]},
        "messages": [{"role": "user", "content": SECRET}],
        "max_completion_tokens": row["max_completion"],
        "usage": {
            "prompt_tokens": row["input"],
            "prompt_tokens_details": {"cached_tokens": row["cached"]},
            "completion_tokens": row["output"],
            "completion_tokens_details": {"reasoning_tokens": row["reasoning"]},
        },
    }


def otel(table: Sequence[Row]) -> list[Row]:
    """Traces, ten spans a line, beside a span that is none; old and new names of the cached tokens in turn."""
    spans = [_span(row, new=number % 2 == 0) for number, row in enumerate(table)]
    other = {"traceId": "t", "spanId": "s", "name": "GET /", "startTimeUnixNano": "1", "endTimeUnixNano": "2"}
    parts = [[*spans[at : at + 10], other] for at in range(0, len(spans), 10)]
    return [{"resourceSpans": [{"scopeSpans": [{"spans": part}]}]} for part in parts]


def _span(row: Row, new: bool) -> Row:
    begin = (row["time"] - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1) * 1_000
    cached = "gen_ai.usage.cache_read.input_tokens" if new else "gen_ai.usage.cache_read_input_tokens"
    texts = {
        "gen_ai.request.model": row["model"],
        "app.call": row["call"],
        "app.page": row["unit"],
        "app.tenant": row["tenant"],
    }
    numbers = {
        "gen_ai.usage.input_tokens" if new else "gen_ai.usage.prompt_tokens": row["input"],
        "gen_ai.usage.output_tokens" if new else "gen_ai.usage.completion_tokens": row["output"],
        cached: row["cached"],
        "gen_ai.usage.output_tokens.reasoning": row["reasoning"],
        "gen_ai.request.max_tokens": row["max_completion"],
    }
    attributes = [{"key": key, "value": {"stringValue": one}} for key, one in texts.items()]
    attributes += [{"key": key, "value": {"intValue": str(one)}} for key, one in numbers.items()]
    attributes.append({"key": "gen_ai.prompt", "value": {"stringValue": SECRET}})
    return {
        "traceId": row["unit"], "spanId": row["id"], "name": "chat", "attributes": attributes,
        "startTimeUnixNano": str(begin), "endTimeUnixNano": str(begin + row["duration"] * 1_000_000),
        "status": {"code": 2 if row["status"] == "error" else 1},
    }  # fmt: skip


def litellm(row: Row) -> Row:
    """A row of a gateway's spend logs."""
    usage = {
        "prompt_tokens_details": {"cached_tokens": row["cached"]},
        "completion_tokens_details": {"reasoning_tokens": row["reasoning"]},
    }
    end = row["time"] + timedelta(milliseconds=row["duration"])
    return {
        "request_id": row["id"], "model": row["model"],
        "prompt_tokens": row["input"], "completion_tokens": row["output"],
        "startTime": row["time"].strftime("%Y-%m-%d %H:%M:%S.%f"), "endTime": end.strftime("%Y-%m-%d %H:%M:%S.%f"),
        "session_id": row["unit"], "team_id": row["tenant"], "messages": SECRET,
        "status": "failure" if row["status"] == "error" else "success",
        "metadata": json.dumps({"usage_object": usage, "requester_metadata": {"call": row["call"]}}),
    }  # fmt: skip


def nested(row: Row) -> Row:
    """A row whose JSON within a text is an object, as JSON has it."""
    return row | {"metadata": json.loads(row["metadata"])}


def langfuse(row: Row) -> Row:
    """An observation of an export: input and output leave out the tokens that were cached, or reasoned."""
    end = row["time"] + timedelta(milliseconds=row["duration"])
    return {
        "id": row["id"], "traceId": row["unit"], "type": "GENERATION", "name": row["call"], "model": row["model"],
        "startTime": _iso(row["time"]), "endTime": _iso(end), "userId": row["tenant"],
        "input": SECRET, "output": SECRET,
        "level": "ERROR" if row["status"] == "error" else "DEFAULT",
        "modelParameters": {"max_tokens": row["max_completion"]},
        "usageDetails": {
            "input": row["input"] - row["cached"], "input_cached_tokens": row["cached"],
            "output": row["output"] - row["reasoning"], "output_reasoning_tokens": row["reasoning"],
        },
    }  # fmt: skip


def write_langfuse(path: Path, table: Sequence[Row]) -> Path:
    """An export as a list, with what is no call among it."""
    values = [langfuse(row) for row in table] + [
        {"id": "e", "type": "EVENT", "startTime": _iso(BEGINS), "name": "click"}
    ]
    path.write_text(json.dumps(values, indent=1), encoding="utf-8")
    return path


def trace(table: Sequence[Row]) -> list[Row]:
    """A trace that has time, context and generated tokens, and nothing else."""
    times = [row["time"].strftime("%Y-%m-%d %H:%M:%S.%f0") for row in table]
    return [
        {"TIMESTAMP": time, "ContextTokens": row["input"], "GeneratedTokens": row["output"]}
        for time, row in zip(times, table, strict=True)
    ]


FORMS: dict[str, Callable[[Path, Sequence[Row]], Path]] = {
    "openai": lambda folder, table: write_lines(folder / "openai.jsonl", [openai(row) for row in table]),
    "otel": lambda folder, table: write_lines(folder / "otel.jsonl", otel(table)),
    "litellm": lambda folder, table: write_csv(folder / "litellm.csv.gz", [litellm(row) for row in table]),
    "langfuse": lambda folder, table: write_langfuse(folder / "langfuse.json", table),
    "trace": lambda folder, table: write_csv(folder / "trace.csv", trace(table)),
}
"""A log in the form of each preset."""
