"""Tokens that differ from request to request are a mean with its percentiles, and no range of doubt."""

from fractions import Fraction

import pytest
from pydantic import ValidationError

from generator.inputs.spread import Spread

F = Fraction


def test_a_spread_is_a_mean_and_what_single_requests_are_and_no_range_of_doubt() -> None:
    spread = Spread.model_validate({"mean": F(3000), "p50": F(2000), "p95": F(9000), "p99": F(14000)})
    assert spread.ends == (F(3000), F(3000), F(3000))
    doubtful = Spread.model_validate({"mean": {"low": F(2), "likely": F(3), "high": F(5)}, "p95": F(9)})
    assert doubtful.ends == (F(2), F(3), F(5))
    assert Spread.model_validate(F(7)).ends == (F(7), F(7), F(7))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"mean": F(3), "p50": F(9), "p95": F(4)}, "p95 is below p50"),
        ({"mean": F(3), "p95": F(9), "p99": F(4)}, "p99 is below p95"),
        (
            {"mean": F(3), "above": [{"tokens": F(5), "share": "2%"}, {"tokens": F(9), "share": "3%"}]},
            "more requests are above this size than above a smaller one",
        ),
        ({"p95": F(9)}, "p95 stands without a mean"),
        ({"mean": F(3), "value": F(4)}, "found both mean and value"),
    ],
)
def test_a_spread_that_cannot_be_is_refused(given: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Spread.model_validate(given)
