"""Printing beside other work: the same bytes, every fault told, and no process that outlives its use."""

import multiprocessing
import os
import re
import time
from datetime import date

import pytest

from generator.errors import FOUND, Fault, Place, ProposalError
from generator.print import pdf, press
from generator.print.attachments import Attached
from generator.print.press import Press, pressed
from tests.conftest import Built
from tests.print.test_pdf import PAGE

CARRIED = [Attached("models.yaml", "a: 1\n", date(2026, 11, 29))]


def given(press: Press) -> bytes:
    return press(PAGE, "a4", CARRIED)()


def test_a_process_beside_prints_the_same_bytes_as_this_one_and_is_gone_afterwards() -> None:
    with pressed() as press:
        data = given(press)
    assert data == pdf.to_pdf(PAGE, "a4", CARRIED)
    assert multiprocessing.active_children() == []


def test_the_trial_has_something_of_all_that_a_page_is_made_of(cerebras: Built) -> None:
    made = {*re.findall(r"<([a-z][a-z0-9]*)", cerebras.page.text)}
    assert made == made & {*re.findall(r"<([a-z][a-z0-9]*)", press.TRIAL)}


def test_the_trial_prints_as_a_page_does(caplog: pytest.LogCaptureFixture) -> None:
    press._load()
    assert caplog.messages == []


def test_the_process_is_gone_whatever_ends_its_use() -> None:
    def interrupted() -> None:
        with pressed() as press:
            press(PAGE, "a4", CARRIED)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert multiprocessing.active_children() == []


def test_what_the_printer_lacks_is_told_with_its_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking() -> None:
        raise ProposalError([Fault(Place("Pango"), "cannot be loaded")], pdf.MISSING_LIBRARY)

    monkeypatch.setattr(pdf, "load", lacking)
    with pytest.raises(ProposalError, match="Pango: cannot be loaded") as told, pressed() as press:
        given(press)
    assert told.value.exit_code == pdf.MISSING_LIBRARY


def test_a_process_that_ends_before_its_time_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "load", lambda: os._exit(1))
    with pressed() as press:
        while multiprocessing.active_children():
            time.sleep(0.01)
        with pytest.raises(ProposalError, match="ended before its time") as told:
            given(press)
    assert told.value.exit_code == FOUND  # nothing is wrong with the inputs
