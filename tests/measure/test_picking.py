"""A field is taken from a column, from a struct or from a JSON within a column, whichever of its paths a row has."""

from generator.measure.engine import engine
from generator.measure.paths import Found
from generator.measure.picking import picked

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
