"""The measured file is small, reads back to what was measured, and holds nothing of a prompt or a secret."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from generator.errors import UNREACHED, ProposalError
from generator.inputs.located_yaml import parse
from generator.inputs.measured import measured_file
from generator.measure.measuring import Measured
from generator.measure.values import Share
from generator.measure.written import MEANS, again, decimal, measured_again, to_text
from tests.conftest import ROOT
from tests.measure import logs
from tests.measure.conftest import ZONE, flat


def test_every_value_is_read_back_as_it_was_measured_to_a_millionth(measured: Measured) -> None:
    text = to_text(measured)
    assert len(text) < 12_000
    assert logs.SECRET not in text
    read = measured_file(text, "october.yaml").values
    for name, value in flat(measured.values):
        if isinstance(value, Share):
            share = read[name].number
            assert isinstance(share, str)
            assert abs(Fraction(share.removesuffix("%")) / 100 - value.value) <= Fraction(1, 10**6)
        elif not isinstance(value, str):
            got = read[name.removesuffix(".value")].number
            assert isinstance(got, Fraction)
            assert abs(got - Fraction(value)) <= Fraction(1, 10**6)


def test_the_source_of_its_values_says_when_and_how_much(measured: Measured) -> None:
    found = measured_file(to_text(measured), "inputs/a/measured/october.yaml")
    assert found.says == f"october, 24–26 October 2026, {measured.counted.count} requests"
    assert found.values["reasoning.input_tokens.mean"].unit == "tokens/request"
    assert found.values["all.requests"].place.line > 1


def test_it_says_how_to_measure_again(measured: Measured) -> None:
    secret = replace(measured, addresses=("postgresql://ann:hunter2@db/spend?table=logs",))
    addresses, mapping, zone = measured_again(to_text(secret), "october.yaml")
    assert (addresses, zone) == (["postgresql://db/spend?table=logs"], ZONE)
    assert mapping.paths == {**mapping.paths, "time": ("time",), "duration": ("duration_ms",), "input": ("input",)}
    assert mapping.strict
    with pytest.raises(ProposalError, match="does not say how it was measured"):
        measured_again("log: none\n", "october.yaml")


def test_it_states_its_rules_and_what_it_left_out(measured: Measured) -> None:
    values = parse(to_text(measured), "october.yaml").values
    assert values["rules"] == dict(MEANS)
    assert isinstance(values["log"], dict)
    assert (values["log"]["left_out"], values["log"]["absent"]) == ({}, ["end"])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("7", "7"),
        ("-1/2", "-0.5"),
        ("2/3", "0.666667"),
        ("1/10000000", "0"),
        ("123456789/10", "12345678.9"),
        ("100", "100"),
    ],
)
def test_a_number_has_the_decimals_that_it_has_up_to_six(value: str, text: str) -> None:
    assert decimal(Fraction(value), 6) == text


MEASURED = ROOT / "tests" / "proposals" / "measured" / "measured"


def quiet(_: str) -> None:
    """Says nothing."""


@pytest.mark.slice(5)
@pytest.mark.parametrize("form", [*reversed(logs.FORMS)])
def test_the_committed_files_are_what_a_log_in_each_form_still_gives(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    logs.FORMS[form](Path(), logs.rows(12))
    assert again(MEASURED / f"{form}.yaml", (), quiet) == []


def test_what_moved_is_told_and_a_log_that_is_gone_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = MEASURED / "trace.yaml"
    log = logs.FORMS["trace"](Path(), logs.rows(11))
    moved = {one.name: (one.was, one.now) for one in again(file, (), quiet)}
    assert moved["all.requests"] == (str(len(logs.rows(12))), str(len(logs.rows(11))))
    log.unlink()
    with pytest.raises(ProposalError, match="there is no such log") as told:
        again(file, (), quiet)
    assert told.value.exit_code == UNREACHED
