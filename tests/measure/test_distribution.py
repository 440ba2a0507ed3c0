"""Means, percentiles and errors are those of pandas on the same values."""

from collections import Counter
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.measure.distribution import PERCENTILES, Spread, spread, together


@settings(max_examples=15)
@given(st.lists(st.integers(0, 200_000), min_size=1, max_size=60))
def test_a_spread_is_what_pandas_makes_of_the_values(values: list[int]) -> None:
    one, series = spread(Counter(values)), pd.Series(values)
    assert (one.count, one.total, one.greatest) == (len(values), sum(values), max(values))
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
