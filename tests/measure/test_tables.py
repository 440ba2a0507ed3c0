"""Tables are read as texts, row by row; what is no row is kept aside with its line."""

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
