"""A number is read exactly, a share with its percent sign, and what may be all or a hundredth is asked about."""

from fractions import Fraction
from typing import Any

import pytest

from generator.inputs.entry import MisfitError
from generator.inputs.numbers import NOT_KNOWN, Listed, likely_alone, number, portion, share
from generator.inputs.quantities import Amount, Percentage, WholeAmount
from generator.inputs.reading import read_as


def test_a_number_and_a_share_are_exact() -> None:
    assert number(Fraction(7, 2)) == Fraction(7, 2)
    assert share("12.5%") == portion("12.5 %") == Fraction(1, 8)
    assert portion("250%") == Fraction(5, 2)
    assert share(NOT_KNOWN) == 1


@pytest.mark.parametrize(
    ("read", "value", "said"),
    [
        (number, "10%", "found the share 10%"),
        (share, Fraction(1), "1, which may be all or a hundredth"),
        (share, "101%", "a share above 100%"),
        (portion, "ten", "expected a share such as 10%"),
    ],
)
def test_what_is_neither_is_refused(read: object, value: object, said: str) -> None:
    with pytest.raises(MisfitError, match=said):
        read(value)  # type: ignore[operator]


def test_of_a_range_the_likely_value_is_kept_without_how_likely_the_others_are() -> None:
    width = {"low": Fraction(1), "likely": Fraction(2), "high": Fraction(9), "distribution": {}, "source": {}}
    plain = {"width": width, "each": [{"low": "10%", "high": Fraction(1, 2)}], "cases": {"low": {}, "high": {}}}
    assert likely_alone(plain) == {
        "width": {"value": 2, "source": {}},
        "each": [{"value": Fraction(3, 10)}],
        "cases": {"low": {}, "high": {}},
    }
    assert "low" in width


F = Fraction
RANGE = {"low": F(2), "likely": F(3), "high": F(6)}


def weighted(*pairs: tuple[Any, Any]) -> dict[str, Any]:
    return {"weights": [{"value": value, "weight": weight} for value, weight in pairs]}


def passed(*pairs: tuple[Any, Any]) -> dict[str, Any]:
    return {"percentiles": [{"share": share, "value": value} for share, value in pairs]}


@pytest.mark.parametrize("kind", ["pert", "triangular", "uniform", "p10_p90"])
def test_a_range_may_state_its_kind_and_keeps_its_ends(kind: str) -> None:
    found = read_as(Amount, {**RANGE, "distribution": kind})
    assert found.distribution == kind
    assert found.ends == (F(2), F(3), F(6))


def test_a_list_gives_pairs_of_numbers_and_shares_alike() -> None:
    found = read_as(WholeAmount, {**RANGE, "distribution": weighted((F(2), "70%"), (F(6), F(3)))}).distribution
    assert isinstance(found, Listed)
    assert found.pairs == [(F(2), F(7, 10)), (F(6), F(3))]
    given = {"low": "10%", "high": "30%", "distribution": passed(("50%", "15%"), ("90%", "20%"))}
    shares = read_as(Percentage, given).distribution
    assert isinstance(shares, Listed)
    assert shares.pairs == [(F(1, 2), F(3, 20)), (F(9, 10), F(1, 5))]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"value": F(2), "distribution": "pert"}, "a distribution goes with a range"),
        ({**RANGE, "distribution": "normal"}, "expected a mapping, pert, triangular, uniform or p10_p90, found normal"),
        ({**RANGE, "likely": F(2), "distribution": "p10_p90"}, "likely is what half of all pass"),
        ({**RANGE, "distribution": weighted((F(2), F(1)), (F(5), F(1)))}, "the least and the greatest of the values"),
        ({**RANGE, "distribution": weighted((F(2), F(0)), (F(6), F(0)))}, "one at least is above zero"),
        ({**RANGE, "distribution": passed(("90%", F(3)), ("50%", F(4)))}, "shares rise"),
        ({**RANGE, "distribution": passed(("50%", F(7)))}, "values from low to high"),
        ({**RANGE, "distribution": {}}, "expected one of weights and percentiles, found none"),
        ({**RANGE, "distribution": {"weights": []}}, "expected at least one entry"),
    ],
)
def test_a_distribution_that_is_none_of_its_range_is_refused(given: dict[str, Any], said: str) -> None:
    with pytest.raises(MisfitError, match=said):
        read_as(Amount, given)


def test_what_has_no_parts_has_whole_values_alone() -> None:
    with pytest.raises(MisfitError, match="must be whole numbers"):
        read_as(WholeAmount, {**RANGE, "distribution": weighted((F(2), F(1)), (F(5, 2), F(1)), (F(6), F(1)))})
