"""Work on a file that anyone may have made harms nothing: it gives its result, its faults, or a line that says why."""

import mmap
import os
import resource
import signal
from collections.abc import Callable

import pytest

from generator.errors import FAULTY, UNREACHED, Fault, Place, ProposalError
from generator.review import apart as bounds
from generator.review.apart import apart


def told(work: Callable[[], object]) -> tuple[int, str]:
    """The exit code and the line in which something is refused."""
    with pytest.raises(ProposalError) as caught:
        apart(work, "x.pdf")
    assert len(caught.value.faults) == 1
    return caught.value.exit_code, str(caught.value).partition("\n")[0]


def test_work_gives_its_result_or_its_own_faults() -> None:
    assert apart(lambda: {"a": (1, "x")}, "x.pdf") == {"a": (1, "x")}
    own = Fault(Place("f.yaml", 3, 4, "a: 1"), "what", "hint")

    def faulty() -> None:
        raise ProposalError([own], 1)

    with pytest.raises(ProposalError) as caught:
        apart(faulty, "x.pdf")
    assert (caught.value.faults, caught.value.exit_code) == ((own,), 1)


def test_work_that_fails_is_told_in_a_line() -> None:
    def failing() -> None:
        raise ZeroDivisionError("its reason")

    assert told(failing) == (FAULTY, "x.pdf: makes its reading fail: ZeroDivisionError: its reason")
    code, line = told(lambda: bytearray(1 << 34))
    assert code == FAULTY
    assert "MemoryError" in line


def test_what_libraries_have_set_aside_before_is_not_counted() -> None:
    reserved = mmap.mmap(-1, bounds.MOST_MEMORY + (1 << 30), flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, prot=0)
    assert apart(lambda: len(bytearray(1 << 26)), "x.pdf") == 1 << 26
    reserved.close()


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def endless() -> None:
    while True:
        pass


@pytest.mark.parametrize(
    "work", [killed, pytest.param(endless, marks=pytest.mark.whole)]
)  # a bound is a second or more
def test_work_that_ends_its_process_reaches_no_verdict(
    work: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "MOST_SECONDS", 1)
    code, line = told(work)
    assert code == UNREACHED
    assert line.startswith("x.pdf: no verdict was reached: it breaks the reader, or takes more than 1 seconds or ")
    assert line.endswith(" 4096 MB")


def test_work_has_so_much_time_and_no_more() -> None:
    most = apart(lambda: resource.getrlimit(resource.RLIMIT_CPU), "x.pdf")
    assert most == (bounds.MOST_SECONDS, bounds.MOST_SECONDS)
