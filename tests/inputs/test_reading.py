"""Every misfit is told at once, at its path, in plain words; what fits is read."""

from fractions import Fraction
from typing import Annotated, Any, Literal

import pytest

from generator.inputs.entry import SOME, After, Before, Entries, Entry, MisfitError, field
from generator.inputs.quantities import Amount
from generator.inputs.reading import read_as
from generator.inputs.texts import Key
from tests.inputs.refusal import refused, told


class Leaf(Entry):
    """An entry below another."""

    colour: Literal["red", "green"] = field("Its colour.")
    fallen: bool | None = field("Whether it fell.")


class Bud(Entry):
    """What stands in the place of a leaf."""

    opens: str = field("When it opens.")


class Tree(Entry):
    """An entry with what stands below it."""

    leaves: dict[Key, Leaf] = field("Its leaves.", SOME)
    rings: list[Amount] | None = field("Its rings.", Entries(1, 2))
    tip: Literal["bare"] | Bud | Leaf | None = field("What is at its tip.")
    grown: bool | Literal["unknown"] | None = field("Whether it is grown.")
    names: list[str] | None = field("What it is called.")

    def hold(self) -> None:
        """A grown tree has rings."""
        if self.grown is True and not self.rings:
            raise MisfitError("a grown tree has rings", "count them", ("grown",))


TREE = {"leaves": {"a": {"colour": "red"}}}


def test_what_fits_is_read() -> None:
    tree = read_as(Tree, {**TREE, "rings": [Fraction(1), Fraction(2)], "tip": "bare", "grown": "unknown"})
    assert tree.leaves["a"].colour == "red"
    assert [one.value for one in tree.rings or ()] == [1, 2]
    assert (tree.tip, tree.grown, tree.names) == ("bare", "unknown", None)


@pytest.mark.parametrize(
    ("more", "said", "path"),
    [
        ({"leaves": {}}, "expected at least one entry, found none", ("leaves",)),
        ({"leaves": []}, "expected a mapping, found a list", ("leaves",)),
        ({"leaves": {"a": "red"}}, "expected a mapping, found a text; its keys are colour, fallen", ("leaves", "a")),
        ({"leaves": {"a b": {"colour": "red"}}}, "a name holds no space and none of", ("leaves", "a b", "[key]")),
        ({"leaves": {"a": {"colour": "blue"}}}, "expected red or green, found blue", ("leaves", "a", "colour")),
        (
            {"leaves": {"a": {"color": "red"}}},
            "unknown key color; did you mean colour?",
            ("leaves", "a", "color", "[key]"),
        ),
        ({"leaves": {"a": {}}}, "colour is missing", ("leaves", "a", "[key]")),
        ({"rings": []}, "expected at least one entry, found none", ("rings",)),
        ({"rings": [Fraction(1)] * 3}, "expected at most 2 entries, found 3", ("rings",)),
        ({"rings": [Fraction(1), Fraction(-1)]}, "must not be negative", ("rings", 1, "value")),
        ({"rings": "7"}, "expected a list, found a text; write [7]", ("rings",)),
        ({"tip": "bear"}, "expected a mapping or bare, found bear", ("tip",)),
        ({"tip": {"opens": Fraction(1)}}, "expected a text, found a number; put it in quotes", ("tip", "opens")),
        ({"tip": {"color": "red"}}, "unknown key color; did you mean colour?", ("tip", "color", "[key]")),
        ({"grown": "yes"}, "expected true, false or unknown, found yes", ("grown",)),
        ({"grown": Fraction(1)}, "expected true or false, found a number", ("grown",)),
        ({"grown": True}, "a grown tree has rings; count them", ("grown",)),
    ],
)
def test_a_misfit_is_told_at_its_path(more: dict[str, Any], said: str, path: tuple[str | int, ...]) -> None:
    found, at = refused(Tree, TREE | more)
    assert found.startswith(said)
    assert at == path


def test_every_misfit_is_told_at_once() -> None:
    with pytest.raises(MisfitError) as caught:
        read_as(Tree, {"leaves": {"a": {"colour": "blue"}, "b": {}}, "names": "Oak", "twigs": []})
    assert str(caught.value).split("\n") == [
        "leaves.a.colour: expected red or green, found blue",
        "leaves.b.[key]: colour is missing",
        "names: expected a list, found a text; write [Oak]",
        "twigs.[key]: unknown key twigs; did you mean rings?",
    ]


def test_a_word_is_no_number_that_is_as_much() -> None:
    assert told(Literal[True], Fraction(1)) == "expected true, found a number"


def test_what_stands_before_makes_the_value_and_what_stands_after_sees_it_made() -> None:
    halved = Annotated[Fraction, Before(lambda value: value / 2), After(lambda value, tables: value + tables["more"])]
    assert read_as(halved, Fraction(4), {"more": 1}) == 3


def test_what_stands_after_is_not_asked_of_what_is_no_such_value() -> None:
    assert told(Annotated[str, After(lambda value, _: value.upper())], Fraction(1)).startswith("expected a text")
