"""Numbers, ranges, shares, names, texts and sources: what is one, and what is refused in which words."""

from fractions import Fraction
from typing import Annotated, Any

import pytest
from pydantic import TypeAdapter, ValidationError

from generator import units
from generator.inputs.entry import MisfitError
from generator.inputs.quantities import (
    LONGEST_LABEL,
    LONGEST_TEXT,
    Amount,
    Certain,
    CertainPercentage,
    DaysOfMonth,
    DaysOfWeek,
    Fact,
    HoursOfDay,
    Key,
    LabelField,
    Name,
    NameField,
    Percentage,
    Positive,
    Quantity,
    Source,
    Text,
    TextField,
    WholeAmount,
    WholePositive,
    known,
    only,
    unit_of,
)

F = Fraction


def read(sort: Any, value: object, **tables: set[str]) -> Any:
    return TypeAdapter(sort).validate_python(value, context=tables)


def refused(sort: Any, value: object, **tables: set[str]) -> str:
    """Why a value is refused, and by which hint."""
    with pytest.raises(ValidationError) as caught:
        read(sort, value, **tables)
    (detail,) = caught.value.errors()
    error = detail.get("ctx", {}).get("error")
    hint = f"; {error.hint}" if isinstance(error, MisfitError) and error.hint else ""
    return detail["msg"].removeprefix("Value error, ") + hint


@pytest.mark.parametrize("sort", [Quantity, Amount, Positive, Percentage])
def test_a_plain_number_is_low_likely_and_high(sort: type[Quantity]) -> None:
    assert read(sort, F(1, 3)).ends == (F(1, 3), F(1, 3), F(1, 3))
    assert read(sort, {"value": F(1, 3)}).ends == (F(1, 3), F(1, 3), F(1, 3))


def test_a_range_keeps_its_likely_value() -> None:
    assert read(Amount, {"low": F(2), "likely": F(2), "high": F(3)}).ends == (2, 2, 3)


def test_the_likely_value_of_a_range_is_its_middle_unless_stated() -> None:
    assert read(Amount, {"low": F(2), "high": F(3)}).ends == (2, F(5, 2), 3)


def test_a_range_may_be_one_point() -> None:
    assert read(Amount, {"low": F(2), "likely": F(2), "high": F(2)}).ends == (2, 2, 2)


@pytest.mark.parametrize(
    "value",
    [
        *({"low": F(1)}, {"high": F(1)}, {"likely": F(1)}, {"low": F(1), "likely": F(1)}),
        *({"value": F(1), "likely": F(1)}, {"value": F(1), "low": F(1), "high": F(1)}, {}, None),
    ],
)
def test_anything_between_a_number_and_a_range_is_refused(value: object) -> None:
    assert refused(Amount, value).startswith("expected a number, or a range with low and high; found ")


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
        (WholeAmount, {"low": F(0), "high": F(3)}, "the middle of low and high is no whole number; state likely"),
        (HoursOfDay, F(241, 10), "must be at most 24"),
        (DaysOfWeek, {"low": F(5), "high": F(8)}, "must be at most 7"),
        (DaysOfMonth, F(32), "must be at most 31"),
        (Percentage, "-1%", "must not be negative"),
        (Percentage, "100.1%", "a share above 100%: 100.1%"),
        (Percentage, F(10), "a share above 100%: 10; did you mean 10%?"),
        (Percentage, F(25, 2), "a share above 100%: 12.5; did you mean 12.5%?"),
        (Percentage, F(1000), "a share above 100%: 1000"),
        (Percentage, {"low": "10%", "high": "101%"}, "a share above 100%: 101%"),
        (Percentage, "ten", "expected a share such as 10%, found a text"),
        (Percentage, True, "expected a share such as 10%, found true or false"),
        (Percentage, "1" * 5000 + "%", "expected a share such as 10%, found a text"),
        (Amount, "10%", "expected a number, found the share 10%"),
        (Amount, "ten", "expected a number, found a text"),
        (Amount, True, "expected a number, found true or false"),
        (Amount, [F(1)], "expected a number, found a list"),
        (Amount, {"low": {}, "high": F(1)}, "expected a number, found a mapping"),
    ],
)
def test_a_faulty_quantity_is_refused_in_plain_words(sort: type[Quantity], value: object, said: str) -> None:
    assert refused(sort, value) == said


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
    with pytest.raises(ValidationError) as caught:
        read(sort, value)
    assert caught.value.errors()[0]["ctx"]["error"].at == (at,)


@pytest.mark.parametrize(
    ("value", "share"),
    [("10%", F(1, 10)), ("12.5 %", F(1, 8)), ("0%", F(0)), ("100%", F(1)), (F(1, 4), F(1, 4)), (F(1), F(1))],
)
def test_a_share_is_written_in_percent_or_as_a_part_of_one(value: object, share: Fraction) -> None:
    assert read(Percentage, value).ends == (share, share, share)


@pytest.mark.parametrize(("sort", "most"), [(HoursOfDay, 24), (DaysOfWeek, 7), (DaysOfMonth, 31)])
def test_a_day_a_week_and_a_month_may_be_active_as_a_whole(sort: type[Quantity], most: int) -> None:
    assert read(sort, F(most)).value == most


def test_zero_is_an_amount() -> None:
    assert read(Amount, F(0)).ends == (0, 0, 0)


def test_a_fact_has_a_label_without_a_numeral() -> None:
    assert read(Fact, {"value": F(17), "label": "rules"}).label == "rules"
    assert refused(Fact, F(17)) == "Field required"
    assert refused(Fact, {"value": F(17), "label": "17 rules"}).startswith("the number 17 is typed in free text")


def test_a_record_is_frozen_and_refuses_unknown_keys() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        read(Amount, F(1)).value = F(2)
    assert refused(Amount, {"value": F(1), "unit": "tokens"}) == "Extra inputs are not permitted"


def test_a_source_is_one_kind_with_its_words() -> None:
    assert str(read(Source, {"measured": "trial of June"})) == "measured: trial of June"
    one = "a source is exactly one of measured, vendor, stated and assumed"
    assert refused(Source, {"measured": "x", "vendor": "y"}) == one
    assert refused(Source, {}) == one
    assert refused(Source, {"stated": " "}) == "an empty text"


def test_a_name_may_hold_digits_and_free_text_may_not() -> None:
    assert type(read(NameField, "llama-3.3-70b, June 2026")) is Name
    assert type(read(TextField, "Plans the page.")) is Text
    said = "is typed in free text; make it an input and name it, such as [[facts.name]]"
    assert refused(TextField, "See llama-3.3-70b.") == f"the number llama-3.3-70b {said}"
    assert refused(TextField, "Sends seven calls.") == f"the number seven {said}"


def test_free_text_may_name_figures_and_models_with_digits() -> None:
    text = "[[facts.p95]] of [[models.llama-3.3-70b]]"
    assert read(TextField, text) == text
    assert refused(TextField, f"{text} 2").startswith("the number 2 ")
    assert refused(TextField, "[[[p95]").startswith("the number p95 ")


@pytest.mark.parametrize("sort", [NameField, TextField, Key])
@pytest.mark.parametrize("odd", "\x00\x07\x1b\x7f\x85\u00ad\u200b\u2028\u2029\u202e\u2066\ue000\ufdd0\ufeff\U000f0000")
def test_a_character_that_hides_or_turns_or_cannot_be_printed_is_refused(sort: Any, odd: str) -> None:
    assert refused(sort, f"a{odd}b") == f"the character U+{ord(odd):04X} cannot be printed"


@pytest.mark.parametrize("fine", ["é ≤ → – “x” 日本", "a" * LONGEST_TEXT])
def test_any_character_that_can_be_printed_may_stand_in_a_text(fine: str) -> None:
    assert read(TextField, fine) == fine


def test_an_empty_a_long_and_a_broken_text_are_refused() -> None:
    assert refused(NameField, "") == "an empty text"
    assert refused(NameField, "  ") == "an empty text"
    assert refused(NameField, " a") == refused(NameField, "a ") == "a text that begins or ends with a space"
    assert refused(NameField, "a" * (LONGEST_TEXT + 1)) == f"longer than {LONGEST_TEXT} characters"
    assert refused(NameField, "a\nb") == "a line break in a text; write it on one line, or fold it with >-"


@pytest.mark.parametrize("sort", [LabelField, Key])
def test_what_a_chart_shows_is_no_longer_than_it_has_room_for(sort: Any) -> None:
    assert read(sort, "M" * LONGEST_LABEL) == "M" * LONGEST_LABEL
    said = f"longer than {LONGEST_LABEL} characters; a chart has no room for more"
    assert refused(sort, "M" * (LONGEST_LABEL + 1)) == said


@pytest.mark.parametrize("name", ["a b", "a]", "[a", "a|b", "`a`", "a<b", "a>b", "a=b", "a\u00a0b"])
def test_the_key_of_an_entry_has_no_space_and_nothing_that_breaks_a_path_or_a_table(name: str) -> None:
    assert refused(Key, name) == "a name holds no space and none of [ ] | ` < > ="


@pytest.mark.parametrize("name", ["llama-3.3-70b", "product_catalogue", "日本", "a.b"])
def test_the_key_of_an_entry_may_hold_dots_and_digits(name: str) -> None:
    assert read(Key, name) == name


def test_a_reference_must_name_an_entry_of_its_table() -> None:
    reference = Annotated[str, known("page_profiles")]
    assert type(read(reference, "full", page_profiles={"full"})) is Name
    assert refused(reference, "ful", page_profiles={"full"}) == "unknown page profile ful; did you mean full?"
    assert refused(reference, "ful", page_profiles=set()) == "unknown page profile ful"


def test_a_reference_to_a_table_that_could_not_be_read_is_not_judged() -> None:
    assert read(Annotated[str, known("models")], "any", scenarios={"shop"}) == "any"


def test_where_only_some_words_may_stand_another_is_refused_with_what_may() -> None:
    word = Annotated[str, only("a number", "all", "none")]
    assert [read(word, "all"), read(word, "none")] == ["all", "none"]
    assert refused(Annotated[str, only("a number", "all")], "al") == "expected a number or all, found al"
    assert refused(word, "al") == "expected a number, all or none, found al"


def test_an_alias_carries_its_unit() -> None:
    assert unit_of(units.Sites).symbol == "sites"


def test_what_is_certain_is_no_range() -> None:
    assert read(Certain, {"value": F(50)}).ends[0] == 50
    said = "expected a number, found a range; state the one that is to hold"
    assert refused(Certain, {"low": F(1), "high": F(2)}) == said
    assert refused(CertainPercentage, {"low": "1%", "high": "3%"}) == said
    assert read(CertainPercentage, "1%").ends[0] == F(1, 100)
