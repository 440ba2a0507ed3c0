"""Each kind of log goes to its reader, and gives the same fields."""

from pathlib import Path

from generator.measure.engine import engine
from generator.measure.logs import logs_of
from generator.measure.mapping import Mapping
from generator.measure.reading import read
from tests.measure import logs


def test_a_table_is_the_same_fields_as_csv_packed_csv_lines_and_parquet(tmp_path: Path, mapping: Mapping) -> None:
    rows = [logs.plain(row) for row in logs.rows(2)]
    files = [
        logs.write_csv(tmp_path / "a.csv", rows),
        logs.write_csv(tmp_path / "b.csv.gz", rows),
        logs.write_lines(tmp_path / "c.jsonl", rows),
        logs.write_parquet(tmp_path / "d.parquet", rows),
    ]
    found = []
    for file in files:
        with engine() as connection:
            table = read(connection, logs_of([str(file)]), mapping).rows.select("time", "input", "call")
            found.append([{key: str(one) for key, one in row.items()} for row in table.to_pyarrow().to_pylist()])
    assert all(one == found[0] for one in found)
    assert [row["input"] for row in found[0]] == [str(row["input"]) for row in rows]
