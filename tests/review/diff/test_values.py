"""A change reads as people write it: no YAML, no cut in the middle of a value, and sources beside."""

from fractions import Fraction
from pathlib import Path

import pytest

from generator.inputs.located_yaml import parse
from generator.review.diff.changes import Change, changes_between
from generator.review.diff.values import LONGEST, clipped, file_and_line, said, sources, tail, value
from tests.review.diff.edited import BASE, raw

LONG = "The models of this family are listed as deprecated, and others outside the public catalogue are served apart"


@pytest.mark.parametrize(
    ("yaml", "text"),
    [
        *(("12", "12"), ("1200000", "1,200,000"), ("0.50", "0.5"), ("-2.25", "−2.25"), ("1e-9", "0.000000001")),
        *(("10%", "10%"), ("{value: 95%, source: {assumed: so}}", "95%"), ("true", "true"), ("none", "none")),
        *(("{low: 1, high: 2000}", "1 to 2,000"), ("{low: 1, likely: 2, high: 3}", "2 (1 to 3)")),
        *(("[a, b]", "a, b"), ("{label: Summary, model: x}", "Summary"), ("{role: x}", ""), ("[{figure: x}]", "")),
    ],
)
def test_a_value_reads_as_people_write_it(yaml: str, text: str) -> None:
    assert value(parse(f"value: {yaml}", "x").values["value"]) == text


def test_a_number_keeps_its_decimals() -> None:
    assert value(Fraction(1234567, 1000)) == "1,234.567"


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (Change("changed", ("a",), "100%", "95%"), "100% → 95%"),
        (Change("changed", ("a",), {"value": "100%", "source": {"assumed": "x"}}, "95%"), "100% → 95%"),
        (Change("changed", ("a",), [{"figure": "x"}], [{"figure": "y"}]), "changed"),
        (Change("changed", ("a",), Fraction(2), {"value": Fraction(2)}), "the same value, otherwise stated"),
        (Change("added", ("a",), None, {"label": "Summary", "model": "m"}), "added: Summary"),
        (Change("added", ("a",), None, {"role": "Summary"}), "added"),
        (Change("removed", ("a",), Fraction(50)), "removed: 50"),
        (Change("renamed", ("b",), "a", "b"), "was a"),
        (Change("reordered", ("a",), ["a", "b"], ["b", "a"]), "reordered: a, b → b, a"),
        (Change("formulas", ("formulas",)), "changed since the figures of the base were committed"),
    ],
)
def test_a_change_is_told_from_what_to_what(change: Change, text: str) -> None:
    assert said(change) == text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"{LONG}.", f"{LONG}, in a year."),
        (f"Old. {LONG}", LONG),
        (f"{LONG} a b {LONG}", f"{LONG} a c {LONG}"),
        (f"{LONG} {'x' * 90}", f"{LONG} {'x' * 89}"),
        ("short", LONG),
    ],
)
def test_of_a_long_text_what_is_different_is_shown(old: str, new: str) -> None:
    sides = said(Change("changed", ("proposal", "subject"), old, new)).split(" → ")
    assert len(set(sides)) == 2
    assert all(len(side) <= LONGEST for side in sides)
    assert all(side.removeprefix("… ").removesuffix("…") in text for side, text in zip(sides, (old, new), strict=True))


def test_a_text_is_cut_at_a_word_and_a_path_at_its_beginning() -> None:
    assert (clipped("one two three", 13), clipped("one two three", 10)) == ("one two three", "one two…")
    assert (tail("a.b.sites", 9), tail("a.b.sites", 6)) == ("a.b.sites", "…sites")
    assert len(clipped("x" * 99, 10)) == len(tail("x" * 99, 10)) == 10


def test_what_went_stands_where_it_stood() -> None:
    found = changes_between(BASE, raw(("scenarios", "  sites: 10\n", "")))
    (gone,) = (one for one in found if one.kind == "removed")
    assert gone.place == BASE.places["scenarios", "production", "sites"]
    assert file_and_line(gone) == f"scenarios.yaml:{gone.place.line}"


def test_a_source_that_changed_is_told_with_what_it_was() -> None:
    new = [
        ("scenarios", "  sites: 10\n", "  sites: {value: 10, source: {stated: A letter}}\n"),
        ("scenarios", 'source: {stated: "Hand-written estimate, Scenario A"}', "source: {assumed: as we think}"),
    ]
    found = [one for change in changes_between(BASE, raw(*new)) for one in sources(change)]
    assert ("scenarios.production.sites", "none of its own", "stated: A letter") in found
    demo = [one[1:] for one in found if one[0] == "scenarios.demo"]
    assert demo == [
        ("stated: Hand-written estimate, Scenario A", "none of its own"),
        ("none of its own", "assumed: as we think"),
    ]


def test_a_number_that_changed_with_its_source_beside_it_names_none() -> None:
    (change,) = changes_between(BASE, raw(("scenarios", "  sites: 10\n", "  sites: 12\n")))
    assert list(sources(change)) == []
    assert Path(change.place.file).name == "scenarios.yaml"
