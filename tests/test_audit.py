"""The audit aligns numeral by numeral: whatever is planted in a text or in a record is found and named."""

from dataclasses import replace

import pytest

from generator.audit import agrees, align, audit_markdown, misnumbered, untrue
from generator.numerals import numerals
from generator.printer import Printed, span
from generator.units import COMPACT, write
from tests.conftest import Built


def found_in(cerebras: Built, text: str) -> list[str]:
    return [str(one) for one in audit_markdown(text, cerebras.document.in_order(), cerebras.sheet)]


def test_a_true_document_has_no_findings(cerebras: Built) -> None:
    assert found_in(cerebras, cerebras.document.text) == []


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("| 1,837,500 | 10,237,500 |", "| 10,237,500 | 1,837,500 |", "10,237,500"),  # two right figures swapped
        ("| 7,350–10,850 |", "| |", "7,350–10,850 (figure request.requests_per_minute) is missing"),  # dropped
        ("**26,386,500**", "**26,386,500** 26,386,500", "26,386,500 is traced to no figure"),  # doubled
        (
            "**26,386,500**",
            "**26,386,501**",
            "26,386,501 stands where 26,386,500 (figure request.tokens_per_minute)",
        ),
        ("serves ~62% of", "serves ~62 of", "~62 stands where ~62% (figure request.cache_rate) belongs"),  # lost %
        ("**26,386,500**", "**~26,386,500**", "~26,386,500 stands where 26,386,500"),  # about
        ("generating a page takes 7", "generating a page takes seven", "seven stands where 7"),  # a number word
        ("output is never cached.", "output is never cached, in 3 regions.", "3 is traced to no figure"),  # untraced
        ("## 2. Models", "## 3. Models", "3 stands where 2 (position section) belongs"),
        ("gpt-oss-120b", "gpt-oss-20b", "gpt-oss-20b stands where gpt-oss-120b (name gpt-oss-120b) belongs"),
        ("2026-11-24", "2025-11-24", "2025-11-24 stands where 2026-11-24 (stamp date) belongs"),
    ],
)
def test_a_planted_error_is_named(cerebras: Built, right: str, wrong: str, says: str) -> None:
    assert right in cerebras.document.text
    findings = found_in(cerebras, cerebras.document.text.replace(right, wrong, 1))
    assert findings
    assert any(says in finding for finding in findings), findings


def test_a_finding_names_the_line(cerebras: Built) -> None:
    lines = cerebras.document.text.splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "~26.4M" in text)
    assert found_in(cerebras, cerebras.document.text.replace("~26.4M", "~26.5M", 1))[0].startswith(
        f"line {line}: ~26.5M"
    )


def test_the_text_of_another_figure_is_untrue_even_where_it_is_printed_as_recorded(cerebras: Built) -> None:
    record = cerebras.document.in_order()
    place = next(i for i, one in enumerate(record) if one.name == "request.tokens_per_minute")
    record[place] = replace(record[place], text="~13.2M")
    assert [one.where for one in untrue(record, cerebras.sheet)] == ["request.tokens_per_minute"]


@pytest.mark.parametrize(
    "text", ["26.4K", "~26.4K", "26.4M", "~26.3M", "~26.4", "~26.4%", "26,386,501", "~26,386,500", "x"]
)
def test_a_text_that_does_not_say_the_value_does_not_agree(cerebras: Built, text: str) -> None:
    assert not agrees(text, cerebras.sheet["request.tokens_per_minute"], "likely")


@pytest.mark.parametrize("text", ["26,386,500", "~26.4M", "~26M", "~26.39M"])
def test_a_text_that_says_the_value_agrees(cerebras: Built, text: str) -> None:
    assert agrees(text, cerebras.sheet["request.tokens_per_minute"], "likely")


def test_a_span_agrees_with_its_ends_in_their_order(cerebras: Built) -> None:
    figure = cerebras.sheet["request.tokens_per_minute"]
    low, high = (write(value, figure.unit, COMPACT) for value in (figure.low, figure.high))
    assert agrees(span(low, high), figure, "span")
    assert not agrees(span(high, low), figure, "span")
    assert not agrees(low, figure, "span")


def test_sections_are_numbered_by_their_place() -> None:
    record = [Printed("position", "section", text) for text in ("1", "3")]
    assert [str(one) for one in misnumbered(record)] == ["section 2: is numbered 3"]


def test_a_number_that_stands_elsewhere_in_the_text_excuses_nothing() -> None:
    record = [Printed("figure", "a", "5"), Printed("figure", "b", "7"), Printed("figure", "c", "5")]
    assert [str(one) for one in align(numerals("5 then 5 then 5"), record, "line")] == [
        "line 1: 7 (figure b) is missing",
        "line 1: 5 is traced to no figure",
    ]
