"""An explanation as data holds exact values, from which every formula gives its result again."""

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import pytest

from generator.document.explain.as_json import as_json, exact
from generator.document.explain.tree import Stand, down, stands, up
from generator.figures.figure import Number
from tests.conftest import Built


def loaded(
    built: Built, name: str, depth: int | None = None, where: Mapping[str, Stand] | None = None
) -> dict[str, Any]:
    found = stands(built.proposal) if where is None else where
    (one,) = as_json(down(built.sheet[name], found, depth))
    assert json.loads(json.dumps(one)) == one, "it is plain"
    return one


def objects(plain: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plain
    for one in plain.get("below", ()):
        yield from objects(one)


def number(text: str) -> Number:
    return text == "yes" if text in {"yes", "no"} else Fraction(text)


def result(plain: dict[str, Any], values: Mapping[str, Number], built: Built) -> Number:
    """What the formula of an object gives for the values of what it takes."""
    given = {
        parameter: tuple(values[one] for one in names) if isinstance(names, list) else values[names]
        for parameter, names in plain["takes"].items()
    }
    formula = built.sheet[plain["name"]].formula
    assert formula is not None
    answer: Number = formula(**given)
    return answer


@pytest.mark.slice(3)
@pytest.mark.parametrize("of", ["small", "foreign", "cerebras"])
def test_every_value_is_what_its_formula_gives_for_the_values_below(of: str, request: pytest.FixtureRequest) -> None:
    built: Built = request.getfixturevalue(of)
    where = stands(built.proposal)
    for name, figure in built.sheet.items():
        plain = loaded(built, name, 1, where)
        values = {one["name"]: number(one["value"]) for one in plain.get("below", ())}
        if figure.formula is not None:
            assert result(plain, values, built) == number(plain["value"])
        assert number(plain["value"]) == figure.value


def test_a_whole_tree_recomputes_from_its_inputs_alone(cerebras: Built) -> None:
    found = list(objects(loaded(cerebras, "production.peak.uncached_tokens_per_minute")))
    values = {one["name"]: number(one["value"]) for one in found}
    assert {one["name"] for one in found if "lines" not in one and not one["takes"]} == {"constants.minutes_per_hour"}
    for one in found:
        assert "lines" in one or result(one, values, cerebras) == values[one["name"]]


def test_low_and_high_are_the_values_at_the_ends_that_are_named(cerebras: Built) -> None:
    names = [name for name, figure in cerebras.sheet.items() if figure.low != figure.high]
    ranged = [loaded(cerebras, name, 0, {}) for name in names[::3]]
    assert len(ranged) > 50
    for one in ranged:
        figure = cerebras.sheet[one["name"]]
        for end in ("low", "high"):
            assert figure.at(frozenset(one[f"{end}_ends"].items())) == number(one[end])


@pytest.mark.parametrize(
    ("value", "text"), [(Fraction(1050), "1050"), (Fraction(1, 3), "1/3"), (True, "yes"), (False, "no")]
)
def test_a_value_is_written_exactly(value: Number, text: str) -> None:
    assert exact(value) == text
    assert number(text) == value


def test_an_input_says_its_line_and_source_as_data(foreign: Built) -> None:
    plain = loaded(foreign, "scenarios.museum.sites")
    assert plain["source"] == "stated: Letter of the museum"
    assert [(line["file"].rpartition("/")[2], line["yaml"]) for line in plain["lines"]] == [
        ("scenarios.yaml", "sites: 4")
    ]


def test_what_is_hidden_or_was_shown_above_is_told(cerebras: Built) -> None:
    found = list(objects(loaded(cerebras, "production.peak.uncached_tokens_per_minute", 3)))
    assert any(one.get("hidden") for one in found)
    whole = list(objects(loaded(cerebras, "production.peak.uncached_tokens_per_minute")))
    assert any(one.get("as_above") for one in whole)
    assert not any(one.get("hidden") for one in whole)


def test_up_from_an_input_as_data(foreign: Built) -> None:
    node = down(foreign.sheet["scenarios.museum.sites"], stands(foreign.proposal))
    (plain,) = as_json(up(node, foreign.sheet, foreign.document.spots(), "foreign.md"))
    assert (plain["name"], plain["value"], plain["document"]) == ("scenarios.museum.sites", "4", "foreign.md")
    names = {use["name"] for section in plain["sections"] for use in section["uses"]}
    assert len(names) == plain["printed"]
    assert "request.tokens_per_minute" in names
    lines = foreign.document.text.split("\n")
    assert all(spot["text"] in lines[spot["line"] - 1] for spot in plain["printed_at"])
    assert "museum.opening.is_negligible" in plain["decides"]


FIGURE = {"name", "says", "unit", "value", "text"}
FORMULA = {"symbols", "numbers", "takes", "as_above", "hidden", "below"}
INPUT = {"lines", "source", "note"}
RANGE = {"low", "high", "low_ends", "high_ends"}


def test_an_object_has_the_keys_of_its_kind_and_no_others(cerebras: Built) -> None:
    for one in objects(loaded(cerebras, "production.peak.uncached_tokens_per_minute")):
        kinds = [FORMULA] * ("takes" in one) + [INPUT] * ("lines" in one) + [RANGE] * ("low" in one)
        assert set(one) == FIGURE.union(*kinds)
        assert all(type(one[key]) is bool for key in ("as_above",) if key in one)
        assert all(type(one[key]) is int for key in ("hidden",) if key in one)


def test_up_from_an_input_has_its_keys(cerebras: Built) -> None:
    node = down(cerebras.sheet["scenarios.production.sites"], stands(cerebras.proposal))
    (plain,) = as_json(up(node, cerebras.sheet, cerebras.document.spots(), "it.md", 1))
    own = {"document", "printed_at", "printed", "between", "decides", "hidden", "sections"}
    assert set(plain) == FIGURE | INPUT | own
    assert {*plain["sections"][0]} == {"section", "uses"}
    assert {*plain["sections"][0]["uses"][0]} == {"name", "text", "lines", "between"}
    assert {key for one in plain["printed_at"] for key in one} == {"section", "line", "text"}
