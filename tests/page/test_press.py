"""A page is printed the same here and in a process beside, and a press that is given up leaves no process."""

import multiprocessing
import os
from collections.abc import Iterator

import pytest

from generator.errors import Fault, Place, ProposalError
from generator.page import press as presses
from generator.page.pdf import first_page
from generator.page.press import Beside, Here, Press, cpus, press
from tests.conftest import Built


@pytest.fixture(params=[Here, Beside])
def one(request: pytest.FixtureRequest) -> Iterator[Press]:
    made: Press = request.param()
    yield made
    made.end()


def test_either_press_prints_the_same_bytes_ready_or_not(cerebras: Built, cerebras_pdf: bytes, one: Press) -> None:
    one.begin(cerebras.page, "letter", cerebras.attached)
    assert one.pdf() == cerebras_pdf
    assert one.picture() == first_page(cerebras_pdf)


def test_getting_ready_leaves_no_trace_in_the_print(cerebras: Built, cerebras_pdf: bytes) -> None:
    beside = Beside()
    beside.get_ready()
    beside.begin(cerebras.page, "letter", cerebras.attached)
    assert beside.pdf() == cerebras_pdf
    beside.end()


def test_a_press_that_is_ended_leaves_no_process() -> None:
    beside = Beside()
    beside.get_ready()
    assert len(multiprocessing.active_children()) == 1
    beside.end()
    assert multiprocessing.active_children() == []


def test_what_the_other_process_cannot_print_is_told_here(cerebras: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: str) -> bytes:
        raise ProposalError([Fault(Place("Pango"), "cannot be loaded")], 4)

    monkeypatch.setattr(presses, "print_text", missing)
    beside = Beside()
    beside.begin(cerebras.page, "letter", cerebras.attached)
    with pytest.raises(ProposalError, match="Pango: cannot be loaded") as caught:
        beside.pdf()
    assert caught.value.exit_code == 4
    beside.end()


def test_a_process_that_dies_is_no_silent_end(cerebras: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presses, "print_text", lambda *_: os._exit(3))
    beside = Beside()
    beside.begin(cerebras.page, "letter", cerebras.attached)
    with pytest.raises(RuntimeError, match="the printing process ended"):
        beside.pdf()
    beside.end()


def test_another_process_prints_only_where_there_may_be_two() -> None:
    assert isinstance(press(1), Here)
    assert isinstance(press(2), Beside)
    assert cpus() >= 1
