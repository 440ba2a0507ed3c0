"""What the commands share: options are read, faults are told, Ctrl-C ends a command."""

import os
import re
import resource
import signal
import subprocess
import sys
from types import ModuleType

import click
import pytest
from click.testing import CliRunner

from generator import cli, terminal
from generator.cli import ending, group
from generator.errors import Fault, FormulaError, Place, ProposalError
from generator.units import write
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (OSError(28, "No space left on device", "a/b"), "a/b: No space left on device"),
        (OSError(18, "Invalid cross-device link", "a", None, "b"), "b: Invalid cross-device link"),
        (OSError(28, "No space left on device"), "fail: No space left on device"),
        (OSError("something else"), "fail: something else"),
        (FormulaError("a needs b", None, "give it"), "a needs b\n    give it"),
        (ProposalError([Fault(Place("a.yaml", 2, 1), "is wrong")], 3), "a.yaml:2:1: is wrong"),
    ],
)
def test_whatever_ends_a_command_is_told_in_a_line_with_its_exit_code(error: Exception, says: str) -> None:
    @click.group(cls=ending.Group)
    def main() -> None:
        pass

    @main.command()
    def fail() -> None:
        raise error

    done = CliRunner().invoke(main, ["fail"])
    assert (done.exit_code, done.stdout, done.stderr) == (3 if isinstance(error, ProposalError) else 1, "", f"{says}\n")


def test_a_mistake_in_the_program_is_told_with_its_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(group, "main", lambda **_: write(None, None))  # type: ignore[arg-type]
    with pytest.raises(SystemExit) as ended:
        cli.run("")
    what, mend = capsys.readouterr().err.splitlines()
    assert ended.value.code == 1
    assert re.fullmatch(r"generator/units\.py:\d+: AttributeError: 'NoneType' object has no attribute .+", what)
    assert "PYTHONDEVMODE=1" in mend


def _deep(calls: int) -> None:
    for _ in range(100):
        _nothing()
    if calls:
        _deep(calls - 1)


def _nothing() -> None:
    pass


def test_no_call_of_a_command_has_memory_mapped_for_its_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group, "main", lambda **_: _deep(500))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    cli.run("")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before < 100


CAUGHT = """
import multiprocessing, signal, time, click
from generator.cli.ending import Group
main = Group()
@main.command()
def work():
    multiprocessing.get_context("spawn").Process(target=time.sleep, args=(SECONDS,)).start()
    try:
        signal.raise_signal(signal.SIGINT)
    except BaseException as error:
        print("a library at work catches", repr(error))
    print("goes on", flush=True)
if __name__ == "__main__":
    signal.signal(signal.SIGINT, getattr(signal, BEFORE))
    main(["work"])
"""


def struck(before: str, seconds: int) -> tuple[int, str, str]:
    """The exit code of that command, what it prints and says; the process that it begins sleeps for so long."""
    code = CAUGHT.replace("BEFORE", repr(before)).replace("SECONDS", str(seconds))
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("before", ["SIG_DFL", "default_int_handler"])
def test_ctrl_c_ends_a_command_in_a_line_with_all_that_it_began_whatever_is_at_work(before: str) -> None:
    assert struck(before, 600) == (130, "", "interrupted; what was written before stands whole\n")


@pytest.mark.parametrize("loaded", [None, ModuleType("multiprocessing")])
def test_ctrl_c_ends_a_command_in_a_line_while_it_loads_what_begins_processes(
    loaded: ModuleType | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[object] = []
    monkeypatch.setitem(sys.modules, "multiprocessing", loaded)
    monkeypatch.setattr(terminal, "last_words", ended.append)
    monkeypatch.setattr(os, "_exit", ended.append)
    ending._interrupted()
    assert ended == ["interrupted; what was written before stands whole\n", ending.INTERRUPTED]


def test_ctrl_c_stays_ignored_where_it_was() -> None:
    assert struck("SIG_IGN", 0) == (0, "goes on\n", "")


def test_after_a_command_ctrl_c_is_what_it_was_before() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        CliRunner().invoke(group.main, ["list"])
        assert signal.getsignal(signal.SIGINT) is signal.SIG_DFL
    finally:
        signal.signal(signal.SIGINT, before)
