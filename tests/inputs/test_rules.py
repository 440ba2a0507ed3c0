"""What holds between the keys of an entry is stated once: it is refused, and it is told to editors."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import jsonschema
import pytest

from generator.inputs.entry import Entry, MisfitError, Rule
from generator.inputs.reading import read_as
from generator.inputs.rules import at_most_one, either, goes_with, one_alone, one_at_least, rules_as_schema
from tests.inputs.refusal import refused


class Below(Entry):
    """An entry below another."""

    rate: str | None = None


class Example(Entry):
    """An entry with keys that rules may name."""

    a: str | None = None
    b: str | None = None
    c: str | None = None
    below: Below | None = None


def having(*rules: Rule) -> type[Example]:
    ruled = type("Ruled", (Example,), {"rules": rules})
    assert issubclass(ruled, Example)
    return ruled


def combinations() -> Iterator[dict[str, Any]]:
    for values in product((None, "x", "y"), (None, "x"), (None, "x"), (None, {}, {"rate": "x"})):
        yield {key: value for key, value in zip(("a", "b", "c", "below"), values, strict=True) if value is not None}


RULES: dict[str, tuple[Rule, ...]] = {
    "either": (either("a", "b"),),
    "at most one": (at_most_one(("a", "b", "c")),),
    "one at least": (one_at_least(("a", "b"), "has a or b"),),
    "one alone": (one_alone("has one"),),
    "goes with a key": (goes_with("c", ("a",), "a"),),
    "goes with one of several, a key below among them": (goes_with("c", ("a", "below.rate"), "a or a rate"),),
    "goes with a value": (goes_with("c", ("a=y",), "the a of y"),),
    "several": (at_most_one(("a", "b")), goes_with("c", ("a", "b"), "a or b")),
}


@pytest.mark.parametrize("rules", RULES.values(), ids=RULES)
def test_the_reader_and_the_schema_refuse_the_same(rules: tuple[Rule, ...]) -> None:
    entry, schema = having(*rules), jsonschema.Draft202012Validator(rules_as_schema(having(*rules)))
    taken = 0
    for values in combinations():
        try:
            read_as(entry, values)
            holds = True
        except MisfitError:
            holds = False
        assert schema.is_valid(values) == holds, values
        taken += holds
    assert 0 < taken < len([*combinations()])


def test_it_is_told_which_key_is_to_be_mended() -> None:
    assert refused(having(either("a", "b")), {"a": "x", "b": "x"}) == ("expected either a or b, not both", ("b",))
    assert refused(having(either("a", "b")), {}) == ("expected either a or b, has neither", ("[key]",))
    three = {"a": "x", "b": "x", "c": "x"}
    said = "expected at most one of a, b and c, found a and b and c"
    assert refused(having(at_most_one(("a", "b", "c"))), three) == (said, ("b",))
    assert refused(having(goes_with("c", ("a",), "an a")), {"a": "x"}) == ("c goes with an a; it is missing", ("c",))
    assert refused(having(goes_with("c", ("a",), "an a")), {"c": "x"}) == ("c goes with an a; leave it out", ("c",))
