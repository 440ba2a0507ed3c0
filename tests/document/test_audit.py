"""The audit aligns numeral by numeral: whatever is planted in a text or in a record is found and named."""

from fractions import Fraction
from random import Random

import pytest

from generator.document.audit import agrees, align, audit_markdown, misnumbered, untrue
from generator.document.marks import Printed
from generator.errors import Place
from generator.figures.figure import Figure, Origin, Sheet, given_figure
from generator.numerals import numerals
from generator.units import COMPACT, Count, Share, span, write
from tests.conftest import Built


def found_in(cerebras: Built, text: str) -> list[str]:
    return [str(one) for one in audit_markdown(text, cerebras.document.in_order(), cerebras.sheet)]


def test_a_true_document_has_no_findings(cerebras: Built) -> None:
    assert found_in(cerebras, cerebras.document.text) == []


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("| 14,175,000 | 12,075,000 |", "| 12,075,000 | 14,175,000 |", "12,075,000"),  # two right figures swapped
        (
            "it may be 2–3;",
            "it may be more;",
            "sites_at_peak) is missing",
        ),  # dropped
        ("**26,386,500**", "**26,386,500** 26,386,500", "26,386,500 is traced to no figure"),  # doubled
        (
            "**26,386,500**",
            "**26,386,501**",
            "26,386,501 stands where 26,386,500 (figure request.tokens_per_minute)",
        ),
        ("serves 61.8% of", "serves 61.8 of", "61.8 stands where 61.8% (figure page_profiles.all-cerebras"),  # lost %
        ("**26,386,500**", "**~26,386,500**", "~26,386,500 stands where 26,386,500"),  # about
        ("A page takes 7", "A page takes seven", "seven stands where 7"),  # a number word
        ("for your answer.", "for your answer, in 3 regions.", "3 is traced to no figure"),  # untraced
        ("## 8. Models", "## 9. Models", "9 stands where 8 (position section) belongs"),
        ("gpt-oss-120b", "gpt-oss-20b", "gpt-oss-20b stands where gpt-oss-120b (name gpt-oss-120b) belongs"),
        ("24 November 2026", "24 November 2025", "2025 stands where 2026 (stamp date) belongs"),
        ("**2.**", "**3.**", "3 stands where 2 (position question) belongs"),
    ],
)
def test_a_planted_error_is_named(cerebras: Built, right: str, wrong: str, says: str) -> None:
    assert right in cerebras.document.text
    findings = found_in(cerebras, cerebras.document.text.replace(right, wrong, 1))
    assert findings
    assert any(says in finding for finding in findings), findings


def test_a_finding_names_the_line(cerebras: Built) -> None:
    lines = cerebras.document.text.splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "26.4M" in text)
    assert found_in(cerebras, cerebras.document.text.replace("26.4M", "26.5M", 1))[0].startswith(f"line {line}: 26.5M")


def test_the_text_of_another_figure_is_untrue_even_where_it_is_printed_as_recorded(cerebras: Built) -> None:
    record = cerebras.document.in_order()
    place = next(i for i, one in enumerate(record) if one.name == "request.tokens_per_minute")
    record[place] = record[place]._replace(text="13.3M")
    assert [str(one) for one in untrue(record, cerebras.sheet)] == [
        "request.tokens_per_minute: 13.3M is printed for 26,386,500 tokens/min"
    ]
    share = Printed("figure", "page_profiles.all-cerebras.models.llama-3.3-70b.cache_rate", "40%", end="likely")
    assert [one.what for one in untrue([share], cerebras.sheet)] == ["40% is printed for 30%"]


@pytest.mark.parametrize(
    "text",
    ["26.4K", "~26.4M", "26.3M", "26.4", "26.4%", "26,386,501", "~26,386,500", "26M", "27M", "26.5M", "26.38M", "x"],
)
def test_a_text_that_does_not_say_the_value_does_not_agree(cerebras: Built, text: str) -> None:
    assert not agrees(text, cerebras.sheet["request.tokens_per_minute"], "likely", asked=True)


@pytest.mark.parametrize("text", ["26,386,500", "26.4M", "26.39M", "26.387M"])
def test_a_text_that_says_the_value_agrees(cerebras: Built, text: str) -> None:
    assert agrees(text, cerebras.sheet["request.tokens_per_minute"], "likely", asked=True)


def test_what_is_asked_for_agrees_with_no_text_below_it(cerebras: Built) -> None:
    figure = cerebras.sheet["request.uncached_tokens_per_minute"]
    for text, asked, otherwise in (("13.2M", False, True), ("13.3M", True, False), ("13,240,500", True, True)):
        assert (agrees(text, figure, "likely", asked=True), agrees(text, figure, "likely")) == (asked, otherwise)
    assert [agrees(text, of("0.72", Count), "likely", asked=True) for text in ("0.72", "1", "2")] == [
        False,
        True,
        False,
    ]


def test_a_span_agrees_with_its_ends_in_their_order(cerebras: Built) -> None:
    figure = cerebras.sheet["request.tokens_per_minute"]
    low, high = (write(value, figure.unit, COMPACT).lstrip("~") for value in (figure.low, figure.high))
    assert agrees(span(low, high), figure, "span")
    assert not agrees(span(high, low), figure, "span")
    assert not agrees(low, figure, "span")
    assert not agrees("26.4–39.0", figure, "span")
    assert not agrees("26.4K–39.0M", figure, "span")


def of(value: str, unit: object) -> Figure:
    exact = Fraction(value)
    return given_figure("a", (exact,) * 3, unit.__metadata__[0], "", Origin(Place(""), ""))  # type: ignore[attr-defined]


def test_an_end_agrees_with_the_text_of_that_end_alone(cerebras: Built) -> None:
    figure = cerebras.sheet["request.requests_per_minute"]
    assert [end for end in ("likely", "low", "high") if agrees("10,850", figure, end)] == ["high"]
    assert [end for end in ("likely", "low", "high") if agrees("7,350", figure, end)] == ["likely", "low"]


def test_half_a_digit_more_is_the_next_digit() -> None:
    assert agrees("2.35", of("2.345", Count), "likely")
    assert not agrees("2.34", of("2.345", Count), "likely")
    assert agrees("−2.35", of("-2.345", Count), "likely")


def test_a_sign_is_said_of_what_is_above_or_below_nothing_alone() -> None:
    said = [
        (text, value)
        for text in ("+5", "5", "−5", "+0")
        for value in ("5", "-5", "0")
        if agrees(text, of(value, Count), "likely")
    ]
    assert said == [("+5", "5"), ("5", "5"), ("−5", "-5")]


def test_a_share_is_said_in_percent_and_nothing_else_is() -> None:
    assert [agrees(text, of("0.5", Share), "likely") for text in ("50%", "0.5")] == [True, False]
    assert [agrees(text, of("0.5", Count), "likely") for text in ("50%", "0.5")] == [False, True]
    assert not agrees("1–2–3", of("1", Count), "span")


def test_sections_and_questions_are_numbered_by_their_place() -> None:
    record = [Printed("position", what, text) for what in ("section", "question") for text in ("1", "3")]
    assert [str(one) for one in misnumbered(record)] == [
        "section 2: is numbered 3: one before it has no number, or two",
        "question 2: is numbered 3: one before it has no number, or two",
    ]


def test_a_number_that_stands_elsewhere_in_the_text_excuses_nothing() -> None:
    record = [Printed("figure", "a", "5"), Printed("figure", "b", "7"), Printed("figure", "c", "5")]
    assert [str(one) for one in align(numerals("5 then 5 then 5"), record, "line")] == [
        "line 1: 7 (figure b) is missing",
        "line 1: 5 is traced to no figure",
    ]


def figures(*texts: str) -> list[Printed]:
    return [Printed("figure", f"f{place}", text) for place, text in enumerate(texts)]


def parted(text: str, record: list[Printed]) -> list[str]:
    return [str(one) for one in align(numerals(text), record, "line")]


def test_what_is_missing_from_an_empty_text_and_behind_its_last_numeral_is_told_with_the_nearest_line() -> None:
    assert parted("no number\n", figures("5")) == ["line 0: 5 (figure f0) is missing"]
    assert parted("5\n\n7\n\n", figures("5", "7", "9")) == ["line 3: 9 (figure f2) is missing"]


def test_several_wrong_numerals_in_a_row_are_each_told_with_what_belongs_there_and_a_lost_one_after_them() -> None:
    assert parted("5\n80\n90\n6", figures("5", "8", "9", "6")) == [
        "line 2: 80 stands where 8 (figure f1) belongs",
        "line 3: 90 stands where 9 (figure f2) belongs",
    ]
    assert parted("5\n80\n6", figures("5", "8", "9", "6")) == [
        "line 2: 80 stands where 8 (figure f1) belongs",
        "line 2: 9 (figure f2) is missing",
    ]
    assert parted("5\n80\n90\n6", figures("5", "8", "6")) == [
        "line 2: 80 stands where 8 (figure f1) belongs",
        "line 3: 90 is traced to no figure",
    ]


def test_a_numeral_that_a_long_text_repeats_stays_aligned_around_one_that_is_lost() -> None:
    said = [str(one) for one in Random(1).choices(range(10, 20), k=250)]
    without = "".join(f"{one}\n" for place, one in enumerate(said) if place != 120)
    assert parted(without, figures(*said)) == [f"line 121: {said[120]} (figure f120) is missing"]


def test_a_numeral_is_read_behind_the_marks_that_escape_it() -> None:
    names = [Printed("name", "a", "a_4"), Printed("name", "b", "x*5"), Printed("name", "c", "7&8")]
    assert audit_markdown(r"a\_4, x\*5, 7&amp;8", names, Sheet()) == []
