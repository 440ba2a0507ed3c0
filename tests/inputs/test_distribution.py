"""How likely the values of a range are: what may be stated of which range, and what is refused."""

from fractions import Fraction
from typing import Any

import pytest
from pydantic import ValidationError

from generator.inputs.distribution import Listed
from generator.inputs.quantities import Amount, Percentage, WholeAmount

F = Fraction
RANGE = {"low": F(2), "likely": F(3), "high": F(6)}


def weighted(*pairs: tuple[Any, Any]) -> dict[str, Any]:
    return {"weights": [{"value": value, "weight": weight} for value, weight in pairs]}


def passed(*pairs: tuple[Any, Any]) -> dict[str, Any]:
    return {"percentiles": [{"share": share, "value": value} for share, value in pairs]}


@pytest.mark.parametrize("kind", ["pert", "triangular", "uniform", "p10_p90"])
def test_a_range_may_state_its_kind_and_keeps_its_ends(kind: str) -> None:
    found = Amount.model_validate({**RANGE, "distribution": kind})
    assert found.distribution == kind
    assert found.ends == (F(2), F(3), F(6))


def test_a_list_gives_pairs_of_numbers_and_shares_alike() -> None:
    found = WholeAmount.model_validate({**RANGE, "distribution": weighted((F(2), "70%"), (F(6), F(3)))}).distribution
    assert isinstance(found, Listed)
    assert found.pairs == [(F(2), F(7, 10)), (F(6), F(3))]
    given = {"low": "10%", "high": "30%", "distribution": passed(("50%", "15%"), ("90%", "20%"))}
    shares = Percentage.model_validate(given).distribution
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
        ({**RANGE, "distribution": {"weights": []}}, "at least 1 item"),
    ],
)
def test_a_distribution_that_is_none_of_its_range_is_refused(given: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Amount.model_validate(given)


def test_what_has_no_parts_has_whole_values_alone() -> None:
    with pytest.raises(ValidationError, match="must be whole numbers"):
        WholeAmount.model_validate({**RANGE, "distribution": weighted((F(2), F(1)), (F(5, 2), F(1)), (F(6), F(1)))})
