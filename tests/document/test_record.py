"""The committed figures are read back to the last digit, and a hand edit of the text does not go unnoticed."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest

from generator.document.record import Recorded, from_text, recorded, short_digest, to_text
from generator.errors import ProposalError
from generator.figures.figure import Sheet
from generator.files import digest
from tests.conftest import Built


def test_every_figure_is_read_back_exactly(cerebras: Built) -> None:
    record = from_text(to_text(cerebras.document, cerebras.sheet), "x.json")
    assert record.figures == {name: recorded(figure) for name, figure in cerebras.sheet.items()}
    assert record.markdown == digest(cerebras.document.text)
    assert record.figures["scenarios.production.sustained_pages_per_minute_per_site"] == Recorded(
        Fraction(100000, 21120),
        Fraction(100000, 21120),
        Fraction(100000, 21120),
        "pages/min/site",
        "pages_per_site ÷ active_minutes",
    )


def test_a_figure_takes_a_line(cerebras: Built) -> None:
    lines = to_text(cerebras.document, cerebras.sheet).splitlines()
    assert len(lines) == len(cerebras.sheet) + 5
    assert any(
        '"request.requests_per_minute": {"value": "7350", "low": "7350", "high": "10850"' in line for line in lines
    )


def test_an_end_that_is_not_certain_says_how_it_was_found(cerebras: Built) -> None:
    certain = cerebras.sheet["request.tokens_per_minute"]
    bound = replace(certain, how="bounded", low=Fraction(1), low_ends=frozenset())
    text = to_text(cerebras.document, Sheet({"certain": certain, "bound": bound}))
    figures = json.loads(text)["figures"]
    ways = [{key: one[key] for key in one if key.endswith("_is")} for one in figures.values()]
    assert ways == [{}, {"low_is": "bounded"}]
    assert from_text(text, "x.json").figures["bound"].found == ("bounded", "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<<<<<<< HEAD",
        "[]",
        "{}",
        '{"markdown": "x", "figures": {"a": {}}}',
        '{"markdown": "x", "figures": {"a": {"value": "1/0"}}}',
        '{"markdown": "x", "figures": {"a": {"value": "1e999999999"}}}',
        '{"markdown": "x", "figures": {"a": {"value": NaN}}}',
        '{"markdown": "x", "figures": {"a": {"value": 1.5}}}',
        f'{{"markdown": "x", "figures": {{"a": {{"value": {"9" * 100_000}}}}}}}',
        f'{{"markdown": "x", "figures": {{"a": {{"value": "{"9" * 100_000}"}}}}}}',
        "[" * 100_000,
        '{"figures": ' * 100_000,
    ],
    ids=str.__len__,
)
def test_what_is_no_record_is_told(text: str) -> None:
    with pytest.raises(ProposalError, match=r"x\.json(:1:1)?: is not a record of figures: .*; write it anew"):
        from_text(text, "x.json")


def test_the_short_digest_is_the_beginning_of_the_digest_of_the_text() -> None:
    assert digest("a").startswith(short_digest("a"))
    assert len(short_digest("a")) == 12


@pytest.mark.parametrize("value", ["1e9", "1e999999999", "1/0", "0x1", " 1", "9" * 3000, "1/" + "9" * 3000, ""])
def test_a_value_that_no_record_has_is_refused_before_it_is_worked_out(value: str) -> None:
    text = f'{{"markdown": "", "figures": {{"a": {{"value": "{value}"}}}}}}'
    with pytest.raises(ProposalError, match="is not a record of figures"):
        from_text(text, "x.json")


def test_where_a_record_breaks_off_is_told_by_line_and_column() -> None:
    with pytest.raises(ProposalError) as caught:
        from_text('{"markdown": "x",\n  "figures" }', "x.json")
    assert str(caught.value) == (
        "x.json:2:13: is not a record of figures: Expecting ':' delimiter; write it anew: proposal build --force"
    )
    with pytest.raises(ProposalError, match=r"^x\.json: is not a record of figures: 'markdown'; write it anew"):
        from_text("{}", "x.json")


def test_a_figure_longer_than_what_is_read_again_is_refused_by_its_name(cerebras: Built) -> None:
    name = "request.tokens_per_minute"
    for digits, fine in ((1900, True), (2001, False)):
        sheet = Sheet({name: replace(cerebras.sheet[name], value=Fraction(10**digits, 3))})
        if fine:
            assert from_text(to_text(cerebras.document, sheet), "x").figures[name].value == sheet[name].value
        else:
            with pytest.raises(ProposalError, match=f"{name}: its exact value is too long to be written down"):
                to_text(cerebras.document, sheet)
