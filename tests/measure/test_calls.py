"""A row becomes a call, or is left out by a rule that says why."""

import json
from pathlib import Path
from typing import Any

import pytest

from generator.measure.calls import OTHER_ROWS, RULES, calls
from generator.measure.engine import engine
from generator.measure.logs import logs_of
from generator.measure.mapping import Mapping
from generator.measure.measuring import read
from tests.measure import logs

GOOD = logs.plain(logs.rows(1)[0])


def understood(path: Path, mapping: Mapping | None) -> list[dict[str, Any]]:
    with engine() as connection:
        found: list[dict[str, Any]] = (
            calls(read(connection, logs_of([str(path)]), mapping), "UTC").to_pyarrow().to_pylist()
        )
        return found


BROKEN: dict[str, dict[str, Any]] = {
    "no time": {"time": "yesterday"},
    "no date": {"time": "1970-01-01T00:00:01Z"},
    "no number": {"input": "many"},
    "negative": {"output": -1},
    "absurd": {"max_completion": 10_000_001},
    "cached above": {"cached": GOOD["input"] + 1},
    "reasoning above": {"reasoning": GOOD["output"] + 1},
    "backward": {"duration_ms": -5},
    "no number ": {"input": "=1+1"},
    "no number  ": {"cached": 1.5},
}


def test_each_broken_row_is_left_out_by_its_rule_and_a_good_one_is_none(tmp_path: Path, mapping: Mapping) -> None:
    table = [GOOD, *(GOOD | one for one in BROKEN.values()), GOOD | {"input": "", "output": None, "cached": ""}]
    found = understood(logs.write_csv(tmp_path / "log.csv", table), mapping)
    assert [row["why"] for row in found] == [None, *(name.strip() for name in BROKEN), None]
    assert {name.strip() for name in BROKEN} | {"unread", "twice"} == {*RULES}
    assert (found[-1]["input"], found[-1]["output"], found[-1]["cached"]) == (None, None, None)


NAMES = ["reasoning", logs.SECRET, "=cmd|' /C calc'!A0", "x" * 61, "", None, "team/hero-1.2:a@b"]
STATUSES = {"success": False, "ERROR": True, "200": False, "429": True, "503": True, "2": True, "ok": False}


@pytest.fixture(scope="module")
def named_and_ended(tmp_path_factory: pytest.TempPathFactory, mapping: Mapping) -> list[dict[str, Any]]:
    """What is understood of a call of each of the names, then of one with each status."""
    table: list[dict[str, Any]] = [*({"call": one} for one in NAMES), *({"status": one} for one in STATUSES)]
    path = tmp_path_factory.mktemp("named") / "log.jsonl"
    return understood(logs.write_lines(path, [GOOD | one for one in table]), mapping)


def test_a_name_that_may_be_of_a_prompt_is_never_kept(named_and_ended: list[dict[str, Any]]) -> None:
    found = [row["call"] for row in named_and_ended[: len(NAMES)]]
    assert found == ["reasoning", *["other"] * 3, *["unnamed"] * 2, "team/hero-1.2:a@b"]


def test_a_status_says_whether_a_call_failed(named_and_ended: list[dict[str, Any]]) -> None:
    assert [row["failed"] for row in named_and_ended[len(NAMES) :]] == [*STATUSES.values()]


def test_rows_of_another_kind_are_no_calls(tmp_path: Path) -> None:
    trace = logs.otel(logs.rows(1))
    found = understood(logs.write_lines(tmp_path / "log.jsonl", trace), None)
    assert [row["why"] for row in found] == [*[None] * (len(found) - 1), OTHER_ROWS]


def test_a_time_without_a_zone_is_of_the_zone_that_is_given(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("TIMESTAMP,ContextTokens,GeneratedTokens\n2026-10-25 01:30:00,1,1\n2026-12-01 12:00:00,1,1\n")
    with engine() as connection:
        table = read(connection, logs_of([str(path)]), None)
        at = [row["at"] for row in calls(table, "Europe/Zurich").to_pyarrow().to_pylist()]
    assert [value % 86_400_000_000 // 60_000_000 for value in at] == [23 * 60 + 30, 11 * 60]


def test_nothing_else_of_a_row_is_read(tmp_path: Path) -> None:
    path = logs.write_lines(tmp_path / "log.jsonl", [logs.openai(row) for row in logs.rows(1)])
    with engine() as connection:
        rows = read(connection, logs_of([str(path)]), None).rows
        assert logs.SECRET not in json.dumps(rows.to_pyarrow().to_pylist(), default=str)
