"""A number that is written as people write it, and not as it is read, is answered by how to write it."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.inputs.located_yaml import parse
from generator.inputs.meant import meant


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("48k", "48000"), ("48 K", "48000"), ("1M", "1000000"), ("1.5M", "1500000"), ("2.5bn", "2500000000")),
        *(("3 million", "3000000"), ("10 000", "10000"), ("10\u202f000", "10000"), ("10'000", "10000")),
        *(("1,5", "1.5"), ("1,234567", "1.234567"), ("1,500", "1500"), ("1,500,000", "1500000")),
        *(("1.500.000", "1500000"), ("1.234,5", "1234.5"), ("1,234.5", "1234.5"), ("1,00,000", "100000")),
        *(("1_000_000", "1000000"), ("four", "4"), ("1/2", "0.5"), ("1/3", "0.333333"), ("½", "0.5"), ("٣", "3")),
        *(("-1,5", "-1.5"), ("5 €", "5, without a unit"), ("$5", "5"), ("48k tokens/min", "48000, without a unit")),
        *(("about 5", "5, or a range with low and high"), ("~1,5", "1.5, or a range with low and high")),
        *(("5-10", "{low: 5, high: 10}"), ("1–2k", "{low: 1000, high: 2000}"), ("5 to 7.5", "{low: 5, high: 7.5}")),
        *(("5m", "5000000 if m is a million"),),
    ],
)
def test_what_a_person_means_is_told_as_it_is_read(text: str, number: str) -> None:
    assert meant(text) == f"write {number}"


@pytest.mark.parametrize(
    ("text", "share"),
    [("10 percent", "10%"), ("12,5%", "12.5%"), ("0,1", "0.1"), ("ten", "10%"), ("5-10%", "{low: 5%, high: 10%}")],
)
def test_a_share_keeps_its_percent_and_is_never_told_to_be_more_than_all(text: str, share: str) -> None:
    assert meant(text, share=True) == f"write {share}"


@pytest.mark.parametrize("text", ["", "many", "k", "1 2", "1,2,3", "1.5.2", "1e5x", "to be agreed", "-", "5 to many"])
def test_of_what_cannot_be_told_nothing_is_said(text: str) -> None:
    assert meant(text) == ""


@given(st.text("0123456789.,' _-–kKmM%~/½ atobn", max_size=12))
def test_what_is_told_to_be_written_is_read_as_numbers(text: str) -> None:
    hint = re.fullmatch(r"write (\{.+\}|\S+?)(?:,? (?:without|or|if) .+)?", meant(text))
    assert hint or meant(text) == ""
    if hint:
        (value,) = parse(f"a: {hint[1]}", "f.yaml").values.values()
        assert all(isinstance(one, Fraction) for one in (value.values() if isinstance(value, dict) else [value]))
