"""Numbers, ranges, shares, names, texts and sources: what is one, and what is refused in which words."""

from fractions import Fraction

import pytest

from generator import units
from generator.inputs.entry import MisfitError
from generator.inputs.quantities import (
    Amount,
    Certain,
    CertainPercentage,
    DaysOfMonth,
    DaysOfWeek,
    Fact,
    HoursOfDay,
    Percentage,
    Positive,
    Quantity,
    Source,
    Spread,
    WholeAmount,
    WholePositive,
    unit_of,
)
from generator.inputs.reading import read_as
from tests.inputs.refusal import told

F = Fraction


@pytest.mark.parametrize("sort", [Quantity, Amount, Positive, Percentage])
def test_a_plain_number_is_low_likely_and_high(sort: type[Quantity]) -> None:
    assert read_as(sort, F(1, 3)).ends == (F(1, 3), F(1, 3), F(1, 3))
    assert read_as(sort, {"value": F(1, 3)}).ends == (F(1, 3), F(1, 3), F(1, 3))


def test_a_range_keeps_its_likely_value() -> None:
    assert read_as(Amount, {"low": F(2), "likely": F(2), "high": F(3)}).ends == (F(2), F(2), F(3))


def test_the_likely_value_of_a_range_is_its_middle_unless_stated() -> None:
    assert read_as(Amount, {"low": F(2), "high": F(3)}).ends == (F(2), F(5, 2), F(3))


def test_a_range_may_be_one_point() -> None:
    assert read_as(Amount, {"low": F(2), "likely": F(2), "high": F(2)}).ends == (F(2), F(2), F(2))


@pytest.mark.parametrize(
    "value",
    [
        *({"low": F(1)}, {"high": F(1)}, {"likely": F(1)}, {"low": F(1), "likely": F(1)}),
        *({"value": F(1), "likely": F(1)}, {"value": F(1), "low": F(1), "high": F(1)}, {}, None),
    ],
)
def test_anything_between_a_number_and_a_range_is_refused(value: object) -> None:
    assert told(Amount, value).startswith("expected a number, or a range with low and high; found ")


@pytest.mark.parametrize(
    ("sort", "value", "said"),
    [
        (Amount, {"low": F(3), "high": F(2)}, "low is above high"),
        (Amount, {"low": F(3), "likely": F(4), "high": F(2)}, "low is above high"),
        (Amount, {"low": F(2), "likely": F(4), "high": F(3)}, "likely is not between low and high"),
        (Amount, {"low": F(2), "likely": F(1), "high": F(3)}, "likely is not between low and high"),
        (Amount, F(-1), "must not be negative"),
        (Amount, {"low": F(-1), "high": F(3)}, "must not be negative"),
        (Positive, F(0), "must be above zero"),
        (Positive, F(-1), "must be above zero"),
        (Positive, {"low": F(0), "high": F(3)}, "must be above zero"),
        (WholePositive, F(0), "must be above zero"),
        (WholePositive, F(7, 2), "must be a whole number"),
        (WholeAmount, {"low": F(1, 2), "likely": F(1), "high": F(2)}, "must be a whole number"),
        (WholeAmount, {"low": F(0), "high": F(3)}, "the middle of low and high is not a whole number; state likely"),
        (HoursOfDay, F(241, 10), "must be at most 24"),
        (DaysOfWeek, {"low": F(5), "high": F(8)}, "must be at most 7"),
        (DaysOfMonth, F(32), "must be at most 31"),
        (Percentage, "-1%", "must not be negative"),
        (Percentage, "100.1%", "a share above 100%: 100.1%"),
        (Percentage, F(10), "a share above 100%: 10; did you mean 10%?"),
        (Percentage, F(25, 2), "a share above 100%: 12.5; did you mean 12.5%?"),
        (Percentage, F(1000), "a share above 100%: 1000"),
        (Percentage, F(1), "a share of 1, which may be all or a hundredth; write 1% or 100%"),
        (Percentage, {"low": F(1, 2), "high": F(1)}, "a share of 1, which may be all or a hundredth; write 1% or 100%"),
        (Percentage, {"low": "10%", "high": "101%"}, "a share above 100%: 101%"),
        (Percentage, "much", "expected a share such as 10%, found a text"),
        (Percentage, "12,5 %", "expected a share such as 10%, found a text; write 12.5%"),
        (Percentage, True, "expected a share such as 10%, found true or false"),
        (Percentage, "1" * 5000 + "%", "expected a share such as 10%, found a text"),
        (Amount, "10%", "expected a number, found the share 10%"),
        (Amount, "many", "expected a number, found a text"),
        (Amount, "48k", "expected a number, found a text; write 48000"),
        (Amount, True, "expected a number, found true or false"),
        (Amount, [F(1)], "expected a number, found a list"),
        (Amount, {"low": {}, "high": F(1)}, "expected a number, found a mapping"),
    ],
)
def test_a_faulty_quantity_is_refused_in_plain_words(sort: type[Quantity], value: object, said: str) -> None:
    assert told(sort, value) == said


@pytest.mark.parametrize(
    ("sort", "value", "at"),
    [
        (Amount, {"low": F(3), "high": F(2)}, "low"),
        (Amount, {"low": F(2), "likely": F(4), "high": F(3)}, "likely"),
        (Amount, {"low": F(-2), "high": F(3)}, "low"),
        (Positive, {"value": F(0)}, "value"),
        (WholeAmount, {"low": F(1), "likely": F(2), "high": F(5, 2)}, "high"),
        (HoursOfDay, {"low": F(20), "high": F(28)}, "high"),
        (Percentage, {"low": "-2%", "likely": "-1%", "high": "3%"}, "low"),
    ],
)
def test_the_part_of_a_quantity_that_is_wrong_is_named(sort: type[Quantity], value: object, at: str) -> None:
    with pytest.raises(MisfitError) as caught:
        read_as(sort, value)
    assert caught.value.misfits[0].path == (at,)


@pytest.mark.parametrize(
    ("value", "share"),
    [("10%", F(1, 10)), ("12.5 %", F(1, 8)), ("0%", F(0)), ("100%", F(1)), (F(1, 4), F(1, 4))],
)
def test_a_share_is_written_in_percent_or_as_a_part_of_one(value: object, share: Fraction) -> None:
    assert read_as(Percentage, value).ends == (share, share, share)


@pytest.mark.parametrize(("sort", "most"), [(HoursOfDay, 24), (DaysOfWeek, 7), (DaysOfMonth, 31)])
def test_a_day_a_week_and_a_month_may_be_active_as_a_whole(sort: type[Quantity], most: int) -> None:
    assert read_as(sort, F(most)).value == most


def test_zero_is_an_amount() -> None:
    assert read_as(Amount, F(0)).ends == (F(0), F(0), F(0))


def test_a_fact_has_a_label_without_a_numeral() -> None:
    assert read_as(Fact, {"value": F(17), "label": "rules"}).label == "rules"
    assert told(Fact, F(17)) == "label is missing"
    assert told(Fact, {"value": F(17), "label": "17 rules"}).startswith("the number 17 is typed in free text")


def test_a_record_is_frozen_and_refuses_unknown_keys() -> None:
    with pytest.raises(AttributeError, match="frozen"):
        read_as(Amount, F(1)).value = F(2)
    assert (
        told(Amount, {"value": F(1), "unit": "tokens"})
        == "unknown key unit; known: distribution, high, likely, low, source, value"
    )


def test_a_source_is_one_kind_with_its_words() -> None:
    assert str(read_as(Source, {"measured": "trial of June"})) == "measured: trial of June"
    one = "a source is exactly one of measured, vendor, stated and assumed"
    assert told(Source, {"measured": "x", "vendor": "y"}) == one
    assert told(Source, {}) == one
    assert told(Source, {"stated": " "}) == "an empty text"


def test_an_alias_carries_its_unit() -> None:
    assert unit_of(units.Sites).symbol == "sites"


def test_what_is_certain_is_no_range() -> None:
    assert read_as(Certain, {"value": F(50)}).ends[0] == 50
    said = "expected a number, found a range; state the one that is to hold"
    assert told(Certain, {"low": F(1), "high": F(2)}) == said
    assert told(CertainPercentage, {"low": "1%", "high": "3%"}) == said
    assert read_as(CertainPercentage, "1%").ends[0] == F(1, 100)


def test_a_spread_is_a_mean_and_what_single_requests_are_and_no_range_of_doubt() -> None:
    spread = read_as(Spread, {"mean": F(3000), "p50": F(2000), "p95": F(9000), "p99": F(14000)})
    assert spread.ends == (F(3000), F(3000), F(3000))
    doubtful = read_as(Spread, {"mean": {"low": F(2), "likely": F(3), "high": F(5)}, "p95": F(9)})
    assert doubtful.ends == (F(2), F(3), F(5))
    assert read_as(Spread, F(7)).ends == (F(7), F(7), F(7))


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
    with pytest.raises(MisfitError, match=said):
        read_as(Spread, given)
