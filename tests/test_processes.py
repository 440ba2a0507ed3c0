"""Work in a process beside: the same results, every fault told, and no process that outlives its use."""

import gc
import multiprocessing
import os
import signal
import subprocess
import sys
from types import SimpleNamespace

import pytest

from generator import processes
from generator.errors import Fault, Place, ProposalError
from generator.processes import beside, meanwhile
from tests.conftest import ROOT

ORPHAN = """
import os, signal
from generator.processes import beside
with beside() as pool:
    pool.submit(print)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def whose(_: str) -> int:
    return os.getpid()


def faulty() -> None:
    raise ProposalError([Fault(Place("inputs"), "are faulty")], 3)


def ends(here: int) -> str:
    if os.getpid() != here:
        os._exit(1)
    return "done"


def test_work_is_done_in_another_process_which_is_gone_afterwards() -> None:
    with meanwhile(whose, "work") as result:
        assert result() != os.getpid()
    assert multiprocessing.active_children() == []


def test_with_a_single_cpu_work_is_done_here_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "cpus", lambda: 1)
    done: list[str] = []
    with meanwhile(done.append, "work") as result:
        assert done == []
        result()
    assert done == ["work"]


def test_faults_of_work_beside_are_told_with_their_exit_code() -> None:
    with meanwhile(faulty) as result, pytest.raises(ProposalError, match="inputs: are faulty") as told:
        result()
    assert told.value.exit_code == 3


def test_work_whose_process_was_ended_is_done_here() -> None:
    with meanwhile(ends, os.getpid()) as result:
        assert result() == "done"


def test_the_process_is_gone_whatever_ends_its_use() -> None:
    def interrupted() -> None:
        with beside() as pool:
            pool.submit(signal.pause)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert multiprocessing.active_children() == []


def test_a_process_whose_parent_was_killed_ends_by_itself() -> None:
    # It holds the parent's output open: that is read to its end only when both have ended.
    done = subprocess.run([sys.executable, "-c", ORPHAN], cwd=ROOT, capture_output=True, timeout=300, check=False)
    assert done.returncode == -signal.SIGKILL


def test_a_process_ends_with_its_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[str] = []
    parent = SimpleNamespace(join=lambda: ended.append("parent"))
    monkeypatch.setattr(multiprocessing, "parent_process", lambda: parent)
    monkeypatch.setattr(os, "_exit", lambda code: ended.append(f"this, with {code}"))
    processes._with_parent()
    assert ended == ["parent", "this, with 1"]


def test_a_process_leaves_ctrl_c_to_its_parent_and_collects_only_between_documents() -> None:
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    gc.enable()
    try:
        processes.begin()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
        assert not gc.isenabled()
    finally:
        signal.signal(signal.SIGINT, handler)
        gc.disable()  # as the suite has it


@pytest.mark.parametrize(("platform", "how"), [("darwin", "spawn"), ("linux", "fork")])
def test_a_process_is_a_fork_but_where_frameworks_do_not_survive_one(
    monkeypatch: pytest.MonkeyPatch, platform: str, how: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert processes.started().get_start_method() == how
