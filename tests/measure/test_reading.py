"""Tables are read as texts, row by row; what is no row is kept aside with its line."""

import json
from pathlib import Path

import pytest

from generator.errors import ProposalError
from generator.measure.engine import Table, engine
from generator.measure.logs import logs_of
from generator.measure.mapping import Mapping
from generator.measure.measuring import read
from tests.measure import logs

HEAD = "TIMESTAMP,ContextTokens,GeneratedTokens\n"
FINE = "2026-10-01 12:00:00,5,6\n"


def table(paths: list[Path], mapping: Mapping | None = None) -> tuple[Table, list[dict[str, object]]]:
    with engine() as connection:
        found = read(connection, logs_of([str(path) for path in paths]), mapping)
        return found, found.rows.drop("_file").to_pyarrow().to_pylist()


def test_a_line_of_too_few_or_too_many_columns_is_kept_aside_with_its_line(tmp_path: Path) -> None:
    (log := tmp_path / "log.csv").write_text(f"{HEAD}{FINE}2026-10-01,5\n{FINE}2026,1,2,3\n{FINE}2026-10-01 12:0")
    found, rows = table([log])
    assert [(one.row, one.why) for one in found.unread] == [
        (3, "has too few columns"),
        (5, "has too many columns"),
        (7, "has too few columns"),
    ]
    assert len(rows) == 3


@pytest.mark.parametrize("mark", [";", "\t", "|"])
def test_what_stands_between_columns_is_found_and_a_mark_of_bytes_is_no_name(mark: str, tmp_path: Path) -> None:
    (log := tmp_path / "log.csv").write_text("\ufeff" + (HEAD + FINE).replace(",", mark), encoding="utf-8")
    _, rows = table([log])
    assert rows == [{"time": "2026-10-01 12:00:00", "input": "5", "output": "6"}]


def test_a_column_that_one_file_lacks_and_a_name_that_stands_twice_are_refused(tmp_path: Path) -> None:
    (one := tmp_path / "1.csv").write_text(HEAD + FINE)
    (two := tmp_path / "2.csv").write_text(HEAD.replace("ContextTokens", "ContextTokenz") + FINE)
    with pytest.raises(
        ProposalError,
        match=r"2\.csv: has no ContextTokens, where trace keeps input tokens; did you mean ContextTokenz\?",
    ):
        table([one, two])
    (twice := tmp_path / "3.csv").write_text(HEAD.replace("GeneratedTokens", "ContextTokens") + FINE)
    with pytest.raises(ProposalError, match=r"3\.csv:1:1: has the column 'ContextTokens' more than once"):
        table([twice])


def test_parquet_is_read_with_its_types_and_a_file_that_lacks_a_column_is_refused(tmp_path: Path) -> None:
    row = {"time": logs.BEGINS, "input": 5, "output": 6, "cached": 1}
    one = logs.write_parquet(tmp_path / "1.parquet", [row])
    names = Mapping("m", {name: (name,) for name in row}, strict=True)
    _, rows = table([one], names)
    assert rows == [{"time": logs.BEGINS, "input": 5, "output": 6, "cached": 1}]
    two = logs.write_parquet(tmp_path / "2.parquet", [{key: value for key, value in row.items() if key != "cached"}])
    with pytest.raises(ProposalError, match=r"2\.parquet: has no column cached, which .*1\.parquet has"):
        table([one, two], names)


ROW = logs.rows(1)[0]
LINE = json.dumps(logs.openai(ROW))


def values(path: Path) -> tuple[Table, list[dict[str, object]]]:
    with engine() as connection:
        found = read(connection, logs_of([str(path)]), None)
        return found, found.rows.drop("_file", "_unread").to_pyarrow().to_pylist()


def test_half_a_line_at_the_end_and_a_line_of_no_json_are_kept_aside_and_an_empty_one_is_none(tmp_path: Path) -> None:
    (log := tmp_path / "log.jsonl").write_text(f"{LINE}\n\nno JSON\n{LINE}\n{LINE[:80]}", encoding="utf-8")
    found, rows = values(log)
    assert [(one.row, one.why) for one in found.unread] == [
        (3, "is no JSON that can be read"),
        (5, "is no JSON that can be read"),
    ]
    assert [(row["_row"], row["input"]) for row in rows] == [(1, str(ROW["input"])), (4, str(ROW["input"]))]


def test_a_line_of_a_megabyte_is_read_and_no_more_of_it_than_is_asked_for(tmp_path: Path) -> None:
    long = json.dumps(logs.openai(ROW) | {"messages": logs.SECRET * 25_000})
    (log := tmp_path / "log.jsonl").write_text(f"{LINE}\n{long}\n", encoding="utf-8")
    assert log.stat().st_size > 1_000_000
    _, rows = values(log)
    assert [row["output"] for row in rows] == [str(ROW["output"])] * 2


def test_spans_are_found_in_a_trace_over_many_lines(tmp_path: Path) -> None:
    (log := tmp_path / "log.json").write_text(json.dumps(logs.otel(logs.rows(1))[0], indent=2), encoding="utf-8")
    found, rows = values(log)
    assert found.mapping.name == "otel"
    assert [row["id"] for row in rows] == [*(row["id"] for row in logs.rows(1)), "s"]


def test_json_within_a_text_gives_its_fields_beside_rows_that_hold_it_as_an_object(tmp_path: Path) -> None:
    row = logs.openai(ROW)
    usage = row.pop("usage")
    inner = usage | {"prompt_tokens_details": json.dumps(usage["prompt_tokens_details"])}
    written = [row | {"usage": one} for one in (json.dumps(usage), usage, json.dumps(inner), "no JSON {")]
    (log := tmp_path / "log.jsonl").write_text("\n".join(map(json.dumps, written)), encoding="utf-8")
    _, rows = values(log)
    assert [(one["input"], one["cached"]) for one in rows] == [(str(ROW["input"]), str(ROW["cached"]))] * 3 + [
        (None, None)
    ]


def test_a_text_that_no_preset_looks_into_is_not_read_as_json(tmp_path: Path) -> None:
    line = json.dumps(logs.openai(ROW) | {"messages": json.dumps({"usage": {"prompt_tokens": 7}})})
    (log := tmp_path / "log.jsonl").write_text(line, encoding="utf-8")
    found, rows = values(log)
    assert rows[0]["input"] == str(ROW["input"])
    assert not any("messages" in keys for each in found.found.fields.values() for keys in each)
