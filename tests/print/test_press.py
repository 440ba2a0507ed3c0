"""Printing beside other work: the same bytes, every fault told, and no process that outlives its use."""

import gc
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest

from generator.errors import Fault, Place, ProposalError
from generator.print import pdf, press
from generator.print.press import Press, beside, processes
from tests.conftest import ROOT, Built

ORPHAN = """
import os, signal
from generator.print.press import beside
with beside():
    os.kill(os.getpid(), signal.SIGKILL)
"""


def given(press: Press, built: Built) -> bytes:
    return press(built.page, built.paper, built.attached)()


def test_a_process_beside_prints_the_same_bytes_as_this_one_and_is_gone_afterwards(
    small: Built, small_pdf: bytes
) -> None:
    with beside() as press:
        data = given(press, small)
    assert data == small_pdf
    assert multiprocessing.active_children() == []


def test_the_trial_has_something_of_all_that_a_page_is_made_of(cerebras: Built) -> None:
    made = {*re.findall(r"<([a-z][a-z0-9]*)", cerebras.page.text)}
    assert made == made & {*re.findall(r"<([a-z][a-z0-9]*)", press.TRIAL)}


def test_the_trial_prints_as_a_page_does(caplog: pytest.LogCaptureFixture) -> None:
    press._load()
    assert caplog.messages == []


def test_the_process_is_gone_whatever_ends_its_use(small: Built) -> None:
    def interrupted() -> None:
        with beside() as press:
            press(small.page, small.paper, small.attached)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert multiprocessing.active_children() == []


def test_what_the_printer_lacks_is_told_with_its_exit_code(small: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking() -> None:
        raise ProposalError([Fault(Place("Pango"), "cannot be loaded")], pdf.MISSING_LIBRARY)

    monkeypatch.setattr(pdf, "load", lacking)
    with pytest.raises(ProposalError, match="Pango: cannot be loaded") as told, beside() as press:
        given(press, small)
    assert told.value.exit_code == pdf.MISSING_LIBRARY


def test_a_process_that_ends_before_its_time_is_told(small: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "load", lambda: os._exit(1))
    with beside() as press:
        while multiprocessing.active_children():
            time.sleep(0.01)
        with pytest.raises(ProposalError, match="ended before its time"):
            given(press, small)


def test_a_process_whose_parent_was_killed_ends_by_itself() -> None:
    # It holds the parent's output open: that is read to its end only when both have ended.
    done = subprocess.run([sys.executable, "-c", ORPHAN], cwd=ROOT, capture_output=True, timeout=300, check=False)
    assert done.returncode == -signal.SIGKILL


def test_a_process_ends_with_its_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[str] = []
    parent = SimpleNamespace(join=lambda: ended.append("parent"))
    monkeypatch.setattr(multiprocessing, "parent_process", lambda: parent)
    monkeypatch.setattr(os, "_exit", lambda code: ended.append(f"this, with {code}"))
    press._with_parent()
    assert ended == ["parent", "this, with 1"]


def test_a_process_leaves_ctrl_c_to_its_parent_and_collects_only_between_documents() -> None:
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        press.begin()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
        assert not gc.isenabled()
    finally:
        signal.signal(signal.SIGINT, handler)
        gc.enable()


@pytest.mark.parametrize(("platform", "how"), [("darwin", "spawn"), ("linux", "fork")])
def test_a_process_is_a_fork_but_where_frameworks_do_not_survive_one(
    monkeypatch: pytest.MonkeyPatch, platform: str, how: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert processes().get_start_method() == how
