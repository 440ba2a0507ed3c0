"""The engine is bounded, writes nowhere but where it is told, and what it cannot read is one line."""

import pytest

from generator.errors import USAGE, ProposalError
from generator.measure.engine import broken, engine, picked, quoted, settled
from generator.measure.mapping import Found


def test_the_memory_of_the_engine_is_bounded_and_its_clock_is_utc() -> None:
    with engine() as connection:
        settings = {
            name: connection.con.execute(f"SELECT current_setting('{name}')").fetchone()[0]
            for name in ("memory_limit", "TimeZone")
        }
    assert settings == {"memory_limit": "381.4 MiB", "TimeZone": "UTC"}


def test_a_text_is_no_order() -> None:
    assert quoted("it's") == "'it''s'"


def test_a_log_of_no_known_kind_asks_for_a_preset() -> None:
    with pytest.raises(
        ProposalError,
        match=r"log\.csv: its columns are not those of a kind of log that is known; name a preset with --as",
    ) as told:
        settled(None, {("a",)}, "log.csv")
    assert told.value.exit_code == USAGE


def test_what_an_engine_says_is_cut_short() -> None:
    told = str(broken(ValueError(f"Invalid Input Error: {'x' * 500}\nmore"), "log"))
    assert told == f"log: cannot be read: {'x' * 120}"


SCHEMA = {"a": "int64", "s": "struct<b: int64>", "j": "string", "kind": "string"}


def test_a_field_is_the_first_of_its_paths_that_a_row_has() -> None:
    import ibis

    table = {
        "a": [1, None, None],
        "s": [{"b": 2}] * 3,
        "j": ['{"x": {"y": 3, "z": "t"}}', "no JSON", None],
        "kind": ["k"] * 3,
    }
    found = Found(
        {
            "input": (("a",), ("s", "b")),
            "output": (("j", "x", "y"),),
            "model": (("j", "x", "z"),),
            "id": (("s", "none"),),
        },
        {("kind",): "k"},
    )
    with engine() as connection:
        rows = connection.create_table("t", ibis.memtable(table, schema=SCHEMA))
        got = picked(rows, found, ("a",)).to_pyarrow().to_pydict()
    assert got == {
        "a": [1, None, None],
        "input": [1, 2, 2],
        "output": ["3", None, None],
        "model": ["t", None, None],
        "id": [None] * 3,
        "only 0": ["k"] * 3,
    }
