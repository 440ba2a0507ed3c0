"""A driver is a number or a share in words of its own."""

from fractions import Fraction

import pytest

from generator.inputs.drivers import SPREAD, Active, Driver
from generator.inputs.entry import MisfitError, fields_of
from generator.inputs.reading import read_as
from generator.units import FREE
from tests.inputs.refusal import refused

F = Fraction


def why(typed: object) -> str:
    return refused(Driver, {"value": typed})[0]


def test_a_driver_is_a_number_or_a_range_of_it_in_its_own_words() -> None:
    users = read_as(Driver, {"value": F(12000), "unit": "users", "label": "Users"})
    assert users.ends == (F(12000),) * 3
    assert (users.own_unit.symbol, users.own_unit.dimension, users.own_unit.percent) == ("users", FREE, False)
    assert read_as(Driver, {"low": F(1), "high": F(2)}).ends == (F(1), F(3, 2), F(2))


def test_a_driver_that_is_typed_with_a_percent_sign_is_a_share() -> None:
    for typed in ("25%", {"value": "25%"}, {"low": "20%", "high": "30%"}):
        share = read_as(Driver, typed)
        assert (share.ends[1], share.own_unit.percent, share.own_unit.symbol) == (F(1, 4), True, "")
    assert not read_as(Driver, F(1, 4)).own_unit.percent
    assert why("120%") == "a share above 100%: 120%"


def test_a_driver_is_above_zero_and_a_number() -> None:
    assert why(F(0)) == why("0%") == "must be above zero"
    with pytest.raises(MisfitError, match="expected a number, found a text"):
        read_as(Driver, "many")


def test_a_driver_is_called_by_its_label_or_by_its_name() -> None:
    assert read_as(Driver, {"value": F(1), "label": "Users at work"}).called("users") == "Users at work"
    assert read_as(Driver, F(1)).called("users_at-work") == "Users at work"


def test_the_active_time_has_a_key_for_each_that_a_period_is_spread_over() -> None:
    assert {key for keys in SPREAD.values() for key in keys} == {*fields_of(Active)} - {"source"}


@pytest.mark.parametrize(("key", "most"), [("hours_per_day", 24), ("days_per_week", 7), ("days_per_month", 31)])
def test_no_day_week_or_month_is_longer_than_it_is(key: str, most: int) -> None:
    read_as(Active, {key: F(most)})
    assert refused(Active, {key: F(most + 1)})[0] == f"must be at most {most}"
