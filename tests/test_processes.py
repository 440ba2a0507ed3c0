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
from generator.processes import beside, forking
from tests.conftest import ROOT

ORPHAN = """
import os, signal
from generator.processes import beside, forking
with beside() as hand:
    hand(print)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(autouse=True)
def _more_than_one_cpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "cpus", lambda: 2)


@pytest.fixture
def forks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The processes that a test forks."""
    found, fork = list[int](), os.fork

    def noted() -> int:
        found.append(fork())
        return found[-1]

    monkeypatch.setattr(os, "fork", noted)
    return found


def whose(_: str) -> int:
    return os.getpid()


def faulty() -> None:
    raise ProposalError([Fault(Place("inputs"), "are faulty")], 3)


def ends(here: int) -> str:
    if os.getpid() != here:
        os._exit(1)
    return "done"


def test_work_is_done_in_another_process_which_is_gone_afterwards() -> None:
    with beside() as hand:
        assert hand(whose, "work")() != os.getpid()
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize(("cpus", "apart"), [(1, True), (2, False)])
def test_with_a_single_cpu_or_where_it_is_asked_for_work_is_done_here_once_its_result_is_wanted(
    cpus: int, apart: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "cpus", lambda: cpus)
    done: list[str] = []
    with beside(apart) as hand:
        result = hand(done.append, "work")
        assert done == []
        result()
    assert done == ["work"]


def test_faults_of_work_beside_are_told_with_their_exit_code() -> None:
    with beside() as hand, pytest.raises(ProposalError, match="inputs: are faulty") as told:
        hand(faulty)()
    assert told.value.exit_code == 3


def test_work_whose_process_was_ended_before_or_during_it_is_done_here() -> None:
    with beside() as hand:
        first = hand(ends, os.getpid())
        assert first() == "done"
        assert hand(whose, "work")() == os.getpid()


def test_the_process_is_gone_whatever_ends_its_use() -> None:
    def interrupted() -> None:
        with beside() as hand:
            hand(signal.pause)
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
    gc.freeze()  # what the suite holds is not walked
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


def test_a_fork_sees_what_stands_here_and_gives_a_copy_of_what_it_found(forks: list[int]) -> None:
    seen = {"here": [1]}
    with forking() as hand:
        works = hand(os.getpid), hand(seen.get, "here")
        seen["here"].append(2)
        assert works[0]() != os.getpid()
        assert works[1]() == [1]
    assert forks
    for child in forks:
        with pytest.raises(ChildProcessError):
            os.waitpid(child, 0)


@pytest.mark.parametrize(("cpus", "apart", "platform"), [(1, True, "linux"), (2, False, "linux"), (2, True, "darwin")])
def test_nothing_is_forked_with_a_single_cpu_nor_unasked_nor_where_frameworks_do_not_survive_it(
    cpus: int, apart: bool, platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "cpus", lambda: cpus)
    monkeypatch.setattr(sys, "platform", platform)
    with forking(apart) as hand:
        assert hand(whose, "work")() == os.getpid()


def test_what_a_fork_could_not_do_is_done_here_with_its_faults_told() -> None:
    with forking() as hand:
        assert hand(ends, os.getpid())() == "done"
        assert hand(lambda: sys)() is sys, "what no process can give another"
        with pytest.raises(ProposalError, match="inputs: are faulty") as told:
            hand(faulty)()
    assert told.value.exit_code == 3


def test_a_fork_that_nobody_waits_for_is_gone_in_the_end(forks: list[int]) -> None:
    def interrupted() -> None:
        with forking() as hand:
            hand(signal.pause)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert forks
    for child in forks:
        with pytest.raises(ChildProcessError):
            os.waitpid(child, 0)
