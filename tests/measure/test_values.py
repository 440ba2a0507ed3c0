"""Calls are told apart by call, by model, and by both where a call has several models."""

from collections import Counter
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.measure.values import PERCENTILES, Share, Spread, groups_of, spread, together, tokens
from tests.measure.conftest import flat


def test_a_group_is_a_call_or_a_model_or_both_and_a_name_of_both_is_told_apart() -> None:
    pairs = {("m1", "hero"): 3, ("m2", "hero"): 1, ("m1", "m2"): 2, (None, None): 1}
    found = groups_of(pairs)
    assert [*found] == ["all", "hero", "m2", "m1", "model/m2", "hero/m1", "hero/m2"]
    assert found["model/m2"] == [("m2", "hero")]
    assert found["m2"] == [("m1", "m2")]
    assert found["all"] == [*pairs]


def test_the_share_above_a_size_is_told_where_anything_is_above_it() -> None:
    found = tokens(spread({500: 3, 5_000: 1}))
    assert found["above_4000"] == Share(found["above_1000"].value)  # type: ignore[union-attr]
    assert "above_16000" not in found


def test_a_value_goes_by_group_quantity_and_statistic() -> None:
    assert dict(flat({"all": {"hit_rate": 1, "input_tokens": {"mean": 2}}})) == {
        "all.hit_rate": 1,
        "all.input_tokens.mean": 2,
    }


@settings(max_examples=15)
@given(st.lists(st.integers(0, 200_000), min_size=1, max_size=60))
def test_a_spread_is_what_pandas_makes_of_the_values(values: list[int]) -> None:
    one, series = spread(Counter(values)), pd.Series(values)
    assert (one.count, one.greatest) == (len(values), max(values))
    assert one.mean * one.count == sum(values)
    assert float(one.mean) == pytest.approx(series.mean(), rel=1e-12)
    for name in PERCENTILES:
        assert float(one.percentile(Fraction(int(name[1:]), 100))) == pytest.approx(
            series.quantile(float(Fraction(int(name[1:]), 100))), rel=1e-12
        )
    if len(values) > 1:
        assert float(one.standard_error() or 0) == pytest.approx(series.sem(), rel=1e-6, abs=2e-6)
    assert one.share_above(1_000) == Fraction(sum(value > 1_000 for value in values), len(values))


def test_a_percentile_lies_between_ranks_in_proportion() -> None:
    assert spread({10: 1, 20: 1}).percentile(Fraction(95, 100)) == Fraction(39, 2)


def test_of_one_value_there_is_no_error_of_the_mean() -> None:
    assert Spread(((7, 1),)).standard_error() is None


def test_spreads_are_put_together_value_by_value() -> None:
    assert together([{1: 2, 3: 1}, {3: 4}, {}]) == {1: 2, 3: 5}
