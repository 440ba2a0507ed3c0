"""An address names logs of a kind, by what is in them; and none of its secrets is ever shown."""

import gzip
from pathlib import Path

import pytest

from generator.errors import FAULTY, UNREACHED, USAGE, ProposalError
from generator.measure.logs import CSV, JSON, LINES, first_text, logs_of, without_secrets


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a.csv", "time,input\n1,2\n", CSV),
        ("a.json", '\ufeff\n{"a": 1}\n{"a": 2}\n', LINES),
        ("a.jsonl", '{"a": 1', LINES),
        ("a.log", '{\n "resourceSpans": []\n}', JSON),
        ("a.json", '[{"a": 1},\n{"a": 2}]', JSON),
    ],
)
def test_a_file_is_what_its_first_bytes_say(name: str, text: str, kind: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(text.encode()))
    assert [one.kind for one in logs_of([str(tmp_path)])] == [kind, kind]
    assert first_text(tmp_path / f"{name}.gz") == text


def test_a_pattern_and_a_folder_name_their_files_in_order_and_each_once(tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv", "notes.txt"):
        (tmp_path / name).write_text("a\n1\n", encoding="utf-8")
    found = logs_of([str(tmp_path / "*.csv"), str(tmp_path), str(tmp_path / "a.csv")])
    assert [Path(one.shown).name for one in found] == ["a.csv", "b.csv"]


@pytest.mark.parametrize(
    ("address", "says", "code"),
    [
        ("none.csv", "there is no such log", UNREACHED),
        ("*.csv", "fits no file", UNREACHED),
        ("ftp://user:hunter2@host/log", "is not a log that can be read", USAGE),
    ],
)
def test_what_names_no_log_is_told(
    address: str, says: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ProposalError, match=says) as told:
        logs_of([address])
    assert told.value.exit_code == code
    assert "hunter2" not in str(told.value)


def test_empty_files_and_kinds_that_do_not_go_together_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("")
    with pytest.raises(ProposalError, match=r"a\.csv: is empty: it holds no call"):
        logs_of([str(tmp_path)])
    (tmp_path / "b.csv").write_text("a,b\n1,2\n")
    assert len(logs_of([str(tmp_path)])) == 1
    (tmp_path / "c.jsonl").write_text('{"a": 1}\n')
    with pytest.raises(ProposalError, match="are of several kinds"):
        logs_of([str(tmp_path)])


@pytest.mark.parametrize(
    ("name", "data"), [("a.csv.gz", gzip.compress(b"a,b\n" * 99, mtime=0)[:-9]), ("a.parquet", b"a,b\n")]
)
def test_a_file_that_is_not_what_it_says_is_refused(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ProposalError, match=r"cannot be unpacked|is no Parquet") as told:
        logs_of([str(tmp_path / name)])
    assert told.value.exit_code == FAULTY


def test_an_address_is_shown_without_what_lets_one_in() -> None:
    address = "postgresql://ann:hunter2@db.example:5433/spend?table=logs&password=hunter3&sslkey=k"
    assert without_secrets(address) == "postgresql://db.example:5433/spend?table=logs"
    assert without_secrets("logs/2026-10.csv") == "logs/2026-10.csv"
