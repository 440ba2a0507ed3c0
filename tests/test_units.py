"""How numbers are written, and that reading them is the way back."""

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator import units
from generator.numerals import read
from generator.units import (
    COMPACT,
    EXACT,
    STATED,
    SUFFIXES,
    Style,
    Unit,
    before_and_after,
    counted,
    half_up,
    signed,
    span,
    write,
)

WHOLE = Unit("tokens", "token")
TENTHS = Unit("pages/min", "page / minute", 1)
HUNDREDTHS = Unit("requests/page", "request / page", 2)
SHARE = Unit("", "dimensionless", percent=True)
YES_NO = Unit("", "dimensionless", logical=True)
STYLES = (EXACT, COMPACT)

numbers = st.fractions(min_value=-(10**15), max_value=10**15, max_denominator=10**6)
some_unit = st.sampled_from([WHOLE, TENTHS, HUNDREDTHS, SHARE])


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("26386500", WHOLE, "26,386,500"),
        ("1050", TENTHS, "1,050"),
        ("999", WHOLE, "999"),
        ("1000", WHOLE, "1,000"),
        ("0", WHOLE, "0"),
        ("5.5", TENTHS, "5.5"),
        ("625/132", TENTHS, "~4.73"),
        ("34250/33", TENTHS, "~1,037.9"),
        ("2893/2", WHOLE, "1,446.5"),
        ("1.25", HUNDREDTHS, "1.25"),
        ("1.5", HUNDREDTHS, "1.5"),
        ("1/3", HUNDREDTHS, "~0.333"),
        ("0.996", HUNDREDTHS, "0.996"),
        ("2.96", TENTHS, "2.96"),
        ("2.99951", TENTHS, "~3.00"),
        ("0.0473", TENTHS, "0.0473"),
        ("1/2112", TENTHS, "~0.000473"),
        ("1/10", SHARE, "10%"),
        ("1", SHARE, "100%"),
        ("1252/2025", SHARE, "~61.8%"),
        ("13", SHARE, "1,300%"),
    ],
)
def test_an_exact_text_groups_thousands_and_marks_what_it_rounds(value: str, unit: Unit, text: str) -> None:
    assert write(Fraction(value), unit) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("26386500", "~26.4M"),
        ("13240500", "~13.2M"),
        ("25130000000", "~25.1B"),
        ("1000000", "1M"),
        ("7000000", "7M"),
        ("2520000", "2.52M"),
        ("605280", "~605K"),
        ("99999", "99,999"),
        ("99999.4", "~99,999"),
        ("99999.5", "~100K"),
        ("7350", "7,350"),
        ("34250/33", "~1,038"),
        ("999949", "~1.00M"),
        ("999499", "~999K"),
        ("999500", "~1.00M"),
        ("999950", "~1.00M"),
        ("1000", "1,000"),
        ("999", "999"),
        ("999.5", "~1,000"),
        ("0.0473", "0.0473"),
        ("0.047349", "~0.0473"),
        ("99.95", "~100"),
        ("9.995", "~10.0"),
        ("157.5", "~158"),
        ("0.5", "0.5"),
        ("0", "0"),
        ("1234567890123456", "~1,235T"),
        ("999999999999999", "~1,000T"),
    ],
)
def test_a_compact_text_has_three_digits_and_moves_to_the_next_suffix_when_it_rounds_up_to_it(
    value: str, text: str
) -> None:
    assert write(Fraction(value), WHOLE, COMPACT) == text


def test_a_share_is_written_in_percent_in_either_style() -> None:
    assert [write(Fraction(57, 100), SHARE, style) for style in STYLES] == ["57%", "57%"]


@pytest.mark.parametrize(
    ("value", "text"),
    [("100.5", "~101"), ("1001.5", "~1,002"), ("2.345", "~2.35"), ("-100.5", "~−101"), ("-2.345", "~−2.35")],
)
def test_a_number_half_way_goes_away_from_zero(value: str, text: str) -> None:
    assert write(Fraction(value), WHOLE, COMPACT) == text


def test_half_up_knows_ties_that_binary_numbers_miss() -> None:
    assert half_up(Fraction("2.675"), 2) == Fraction("2.68")
    assert half_up(Fraction("1.005"), 2) == Fraction("1.01")
    assert half_up(Fraction("26386500"), -5) == 26_400_000


@pytest.mark.parametrize(("style", "text"), [(EXACT, "−1,234,567"), (COMPACT, "~−1.23M")])
def test_a_negative_number_has_a_minus_sign_and_no_hyphen(style: Style, text: str) -> None:
    assert write(Fraction(-1234567), WHOLE, style) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("1/80", TENTHS, "0.0125"),
        ("-1/3000", TENTHS, "~−0.000333"),
        ("0.0041", SHARE, "0.41%"),
        ("0.000004", SHARE, "0.0004%"),
        ("0.4", WHOLE, "0.4"),
        ("0.04", TENTHS, "0.04"),
    ],
)
def test_what_would_round_to_zero_keeps_its_first_digit(value: str, unit: Unit, text: str) -> None:
    assert write(Fraction(value), unit) == text


@given(
    st.fractions(min_value=Fraction(1, 10**6), max_value=1, max_denominator=10**6), some_unit, st.sampled_from(STYLES)
)
def test_no_number_from_a_millionth_on_is_written_as_zero(value: Fraction, unit: Unit, style: Style) -> None:
    assert any(digit in "123456789" for digit in write(value, unit, style))


@pytest.mark.parametrize(("value", "text"), [(True, "yes"), (False, "no")])
def test_a_yes_or_no_is_written_as_such(value: bool, text: str) -> None:
    assert [write(value, YES_NO, style) for style in STYLES] == [text, text]


@given(numbers, some_unit, st.sampled_from(STYLES))
def test_reading_a_text_gives_the_number_within_half_its_last_digit(value: Fraction, unit: Unit, style: Style) -> None:
    said, half, _ = read(write(value, unit, style))
    assert abs(said - value) <= half


@given(numbers | st.integers(-(10**9), 10**9).map(Fraction), some_unit, st.sampled_from(STYLES))
def test_a_tilde_stands_exactly_where_the_text_is_not_the_exact_value(
    value: Fraction, unit: Unit, style: Style
) -> None:
    text = write(value, unit, style)
    said, _, exact = read(text)
    assert exact == (said == value) == ("~" not in text)


@given(numbers, numbers, some_unit)
def test_a_greater_number_is_never_written_as_a_smaller_one(one: Fraction, other: Fraction, unit: Unit) -> None:
    less, more = (read(write(each, unit, COMPACT))[0] for each in sorted([one, other]))
    assert less <= more


@given(numbers, some_unit, st.sampled_from(STYLES))
def test_what_is_rounded_has_three_digits_at_least(value: Fraction, unit: Unit, style: Style) -> None:
    text = write(value, unit, style)
    assert "~" not in text or len("".join(filter(str.isdigit, text)).lstrip("0")) >= 3


@pytest.mark.parametrize(
    ("value", "exact", "compact"),
    [
        ("26386500", "26,386,500", "~26.4M"),
        ("13240500", "13,240,500", "~13.3M"),
        ("13200000", "13,200,000", "13.2M"),
        ("999001", "999,001", "~1.00M"),
        ("99999.2", "~100,000", "100K"),
        ("0.72", "~1", "~1"),
        ("7350.01", "~7,351", "~7,351"),
        ("0", "0", "0"),
    ],
)
def test_what_is_asked_for_is_a_whole_number_and_never_below_the_need(value: str, exact: str, compact: str) -> None:
    texts = [write(Fraction(value), TENTHS, style._replace(up=True)) for style in STYLES]
    assert [text.lstrip("~") for text in texts] == [exact.lstrip("~"), compact.lstrip("~")]


@given(st.fractions(min_value=0, max_value=10**15, max_denominator=10**6), st.sampled_from(STYLES))
def test_what_is_asked_for_is_above_the_need_by_less_than_its_last_digit(value: Fraction, style: Style) -> None:
    said, half, _ = read(write(value, TENTHS, style._replace(up=True)))
    assert said.denominator == 1
    assert value <= said < value + 2 * half


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [("20%", "40%", "20–40%"), ("~26.4M", "39M", "~26.4–39M"), ("605K", "1.2M", "605K–1.2M"), ("2", "3", "2–3"),
     ("10%", "10%", "10%"), ("−3%", "−1%", "−3–−1%")],
)  # fmt: skip
def test_what_both_ends_of_a_span_end_in_stands_once(low: str, high: str, text: str) -> None:
    assert span(low, high) == text


@given(numbers, some_unit, st.sampled_from(STYLES))
@example(Fraction(15478, 15401), Unit("", "dimensionless", percent=True), Style())
def test_the_negative_of_a_number_is_written_as_its_text_with_a_minus_sign(
    value: Fraction, unit: Unit, style: Style
) -> None:
    assert write(-abs(value), unit, style).replace("−", "") == write(abs(value), unit, style)


def test_each_suffix_stands_for_a_thousand_of_the_one_before() -> None:
    texts = [f"1{suffix}" for suffix in SUFFIXES]
    assert [read(text)[0] for text in texts] == [1, 10**3, 10**6, 10**9, 10**12]
    assert [write(Fraction(1000**one), WHOLE, COMPACT._replace(power=one)) for one in range(5)] == texts
    assert [write(Fraction(10 * 1000**one), WHOLE, COMPACT) for one in range(2, 5)] == ["10M", "10B", "10T"]


def named_units() -> dict[str, Unit]:
    first = {name: getattr(one, "__metadata__", [None])[0] for name, one in vars(units).items()}
    return {name: unit for name, unit in first.items() if isinstance(unit, Unit)}


def test_only_shares_are_written_in_percent_and_only_a_yes_or_no_is_logical() -> None:
    assert {name for name, unit in named_units().items() if unit.logical} == {"YesNo"}
    assert {name for name, unit in named_units().items() if unit.percent} == {
        "Share",
        "Move",
        "PagesPerView",
        "ShareOfDay",
    }


def test_two_units_with_the_same_words_have_the_same_dimension() -> None:
    pairs = {(unit.symbol, unit.dimension) for unit in named_units().values() if unit.symbol}
    assert len(pairs) == len({symbol for symbol, _ in pairs}) > 15


def test_however_small_a_number_is_it_has_three_digits() -> None:
    assert write(Fraction(1, 10**9), named_units()["Count"]) == "0.000000001"
    assert write(Fraction(1, 3 * 10**9), named_units()["Count"]) == "~0.000000000333"


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("7", "requests", "7 requests"),
        ("1", "requests", "1 request"),
        ("1", "requests/page", "1 request/page"),
        ("1", "page views/min/site", "1 page view/min/site"),
        ("1", "uncached tokens", "1 uncached token"),
        ("0", "sites", "0 sites"),
        ("~1", "tokens", "~1 tokens"),
        ("~1.0", "pages", "~1.0 pages"),
        ("1–2", "days", "1–2 days"),
        ("11", "sites", "11 sites"),
        ("+1", "points", "+1 point"),
        ("−1", "points", "−1 point"),
        ("~−1", "points", "~−1 points"),
        ("1", "", "1"),
        ("62%", "", "62%"),
    ],
)
def test_what_is_counted_is_one_after_an_exact_1_alone(text: str, words: str, said: str) -> None:
    assert counted(text, words) == said


def test_every_unit_reads_as_one_after_1() -> None:
    symbols = {unit.symbol for unit in map(_unit, vars(units).values()) if unit and unit.symbol}
    assert len(symbols) > 15
    words = {counted("1", symbol).removeprefix("1 ").partition("/")[0] for symbol in symbols}
    assert words >= {"site", "token", "request", "page view", "page", "week", "day", "hour", "minute"}
    assert [word for word in words if word.endswith("s")] == []


def _unit(alias: object) -> Unit | None:
    return next((one for one in getattr(alias, "__metadata__", ()) if isinstance(one, Unit)), None)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        *(("0.996", "99.6%"), ("0.99601", "~99.6%"), ("0.9999", "99.99%"), ("1", "100%"), ("0.994", "99.4%")),
        *(("0.006", "0.6%"), ("0.004", "0.4%"), ("0.00414159", "~0.414%"), ("1.004", "100.4%"), ("0", "0%")),
    ],
)
def test_a_share_reads_as_all_or_as_nothing_only_where_it_is(value: str, text: str) -> None:
    assert write(Fraction(value), SHARE) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0.006", "0.6%"),
        ("0.996", "99.6%"),
        ("0.125", "12.5%"),
        ("0.5", "50%"),
        ("1/3", "~33.3%"),
        ("0.123456789", "12.3456789%"),
    ],
)
def test_a_value_as_stated_has_all_of_its_decimals(value: str, text: str) -> None:
    assert write(Fraction(value), SHARE, STATED) == text


@pytest.mark.parametrize(
    ("value", "beside", "text"),
    [("0.0096", "0.01", "0.96%"), ("0.0104", "0.01", "1.04%"), ("0.010412", "0.01", "~1.04%"), ("0.01", "0.01", "1%"),
     ("0.003", "0.01", "0.3%"), ("0.4991", "0.5", "~49.9%"), ("0.57", "0.5", "57%")],
)  # fmt: skip
def test_beside_a_threshold_a_value_equals_it_only_where_it_does(value: str, beside: str, text: str) -> None:
    assert write(Fraction(value), SHARE, beside=Fraction(beside)) == text


@given(numbers, numbers, some_unit)
def test_a_value_before_and_after_reads_alike_only_where_it_is_alike(old: Fraction, new: Fraction, unit: Unit) -> None:
    texts = before_and_after(old, new, unit)
    assert (texts[0] == texts[1]) == (old == new)


@pytest.mark.parametrize(
    ("old", "new", "texts"),
    [
        ("8611/7000", "8612/7000", ("~1.2301", "~1.2303")),
        ("1/3", "1/3", ("~0.333", "~0.333")),
        ("5", "7", ("5", "7")),
        ("1/3", "2/3", ("~0.333", "~0.667")),
    ],
)
def test_a_move_has_the_decimals_that_show_it(old: str, new: str, texts: tuple[str, str]) -> None:
    assert before_and_after(Fraction(old), Fraction(new), TENTHS) == texts


def test_a_yes_that_became_a_no_is_told_as_such() -> None:
    assert before_and_after(True, False, YES_NO) == ("yes", "no")


@pytest.mark.parametrize(("value", "text"), [("1/4", "+25%"), ("-1/4", "−25%"), ("0", "0%"), ("1/3", "~+33.3%")])
def test_a_difference_has_its_sign_behind_the_mark_of_what_is_not_exact(value: str, text: str) -> None:
    assert signed(Fraction(value), SHARE) == text
