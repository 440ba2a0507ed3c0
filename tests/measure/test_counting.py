"""What is left out is counted, with its place; of too much, or of nothing, the log is refused."""

from pathlib import Path

import pytest

from generator.errors import FAULTY, ProposalError
from generator.measure.calls import calls
from generator.measure.counting import Counted, counted
from generator.measure.engine import engine
from generator.measure.logs import logs_of
from generator.measure.mapping import Mapping
from generator.measure.measuring import read
from tests.measure import logs

FINE = [logs.plain(row) for row in logs.rows(20)]


def of(path: Path, mapping: Mapping) -> Counted:
    with engine() as connection:
        table = read(connection, logs_of([str(path)]), mapping)
        return counted(calls(table, "UTC"), table, path.name)


def test_a_row_that_is_left_out_is_told_with_its_row_and_a_doubled_one_counts_once(
    tmp_path: Path, mapping: Mapping
) -> None:
    broken = [FINE[3] | {"input": -1}, FINE[5]]
    found = of(logs.write_csv(tmp_path / "log.csv", [*FINE[:10], broken[0], *FINE[10:], broken[1]]), mapping)
    assert (found.left_out, found.count, found.rows) == ({"negative": 1, "twice": 1}, len(FINE), len(FINE) + 2)
    assert found.places == (
        f"1 row is left out: a row that has negative tokens ({tmp_path}/log.csv: row 11)",
        "1 row is left out: a row that has an id that stood before",
    )


@pytest.mark.whole  # that Parquet is read, and what it lacks is told: test_tables.py
def test_of_parquet_the_row_is_told_as_well(tmp_path: Path, mapping: Mapping) -> None:
    found = of(logs.write_parquet(tmp_path / "log.parquet", [*FINE, FINE[0] | {"id": "x", "output": 10**8}]), mapping)
    assert found.places == (
        f"1 row is left out: a row that has more than 10,000,000 tokens ({tmp_path}/log.parquet: row {len(FINE) + 1})",
    )


def test_a_log_of_which_more_than_one_row_in_twenty_is_faulty_is_refused_with_where(
    tmp_path: Path, mapping: Mapping
) -> None:
    rows = [*FINE[:10], *(row | {"time": ""} for row in FINE[10:12])]
    with pytest.raises(
        ProposalError,
        match="2 of 12 rows would be left out, more than one in 20; 2 rows are left out: a row that has no t",
    ) as told:
        of(logs.write_lines(tmp_path / "log.jsonl", rows), mapping)
    assert told.value.exit_code == FAULTY
    assert "log.jsonl: line 11, " in str(told.value)


def test_a_log_without_a_call_or_whose_names_tell_every_call_apart_is_refused(tmp_path: Path, mapping: Mapping) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_text(",".join(FINE[0]) + "\n")
    with pytest.raises(ProposalError, match="holds no call"):
        of(empty, mapping)
    rows = [FINE[0] | {"id": str(number), "call": f"call-{number}"} for number in range(201)]
    with pytest.raises(ProposalError, match="has more than 200 pairs of a model and a call"):
        of(logs.write_lines(tmp_path / "log.jsonl", rows), mapping)
