"""Whole processes, cold, in turn: how long each takes, the CPU time it spends, and its peak memory.

In: commands by name. Out: the runs of each, and their medians. None runs for ever.
"""

import os
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PYTHON = sys.executable
MOST_SECONDS = 600
"""A process that takes longer is ended: it would not come to an end."""
KIBIBYTES = 1024 if sys.platform == "linux" else 1
"""Bytes to the unit in which the system tells a process's peak memory."""


@dataclass(frozen=True)
class Run:
    """One run of a process and of all that it started: wall clock and CPU in seconds, the largest process in bytes."""

    seconds: float
    cpu: float
    peak: int


@dataclass(frozen=True)
class Command:
    """A process to measure, and the folder it runs in; what is done before each run is not measured."""

    arguments: Sequence[str]
    before: Callable[[], None] = field(default=lambda: None)
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: Path = ROOT


class FailedError(Exception):
    """A measured process ended badly: its time means nothing."""


def run(command: Command) -> Run:
    """One run. Raises FailedError where it ends with another exit code than 0, or not in time."""
    command.before()
    # Byte code is written once, as everywhere; the measurement is of the work, not of compiling it.
    unset = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}
    environment = {key: value for key, value in os.environ.items() if key not in unset} | dict(command.environment)
    with tempfile.TemporaryFile() as said, tempfile.NamedTemporaryFile("r") as report:
        launch = [PYTHON, "-I", "-S", str(Path(__file__).with_name("launch.py")), report.name]
        where: dict[str, Any] = {"cwd": command.folder, "env": environment, "stdout": said, "stderr": said}
        process = subprocess.Popen([*launch, *command.arguments], start_new_session=True, **where)
        code = _ended(process)
        if code:
            said.seek(0)
            raise FailedError(f"{' '.join(command.arguments)}: {said.read().decode(errors='replace')[-2000:]}")
        seconds, cpu, peak = report.read().split()
    return Run(float(seconds), float(cpu), int(peak) * KIBIBYTES)


def _ended(process: "subprocess.Popen[bytes]") -> int:
    """The exit code of a process; where it does not end, or this one is ended, it ends with all that it started."""
    try:
        return process.wait(MOST_SECONDS)
    except subprocess.TimeoutExpired:
        raise FailedError(f"{process.args!r}: not done after {MOST_SECONDS} s") from None
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def in_turn(
    commands: Mapping[str, Command], runs: int, warm: int = 1, said: Callable[[str], None] = lambda _: None
) -> dict[str, list[Run]]:
    """So many runs of each command, A B C A B C …, so that whatever else the machine does falls on all alike."""
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(warm + runs):
        for name, command in commands.items():
            said(f"{name}: run {number + 1 - warm} of {runs}" if number >= warm else f"{name}: warming up")
            one = run(command)
            if number >= warm:
                found[name].append(one)
    return found


def median(runs: Sequence[Run]) -> Run:
    """The median of each measure."""
    return Run(
        statistics.median(one.seconds for one in runs),
        statistics.median(one.cpu for one in runs),
        int(statistics.median(one.peak for one in runs)),
    )


class Workers:
    """The memory of all processes begun below this one, sampled while they work (Linux; elsewhere none are seen).

    `done` says at each sample how far they have come.
    """

    def __init__(self, done: Callable[[], int], every: float = 0.05) -> None:
        self.samples = list[tuple[int, int]]()
        self._done, self._every = done, every
        self._others = set[int]()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Workers":
        self._others = {*_below(os.getpid())}  # such as a program that serves other tests
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def largest(self, done: int) -> int:
        """The most bytes that one process held while they came from half as far to so far."""
        return max((size for far, size in self.samples if done / 2 <= far <= done), default=0)

    def _watch(self) -> None:
        while not self._stop.wait(self._every):
            far = self._done()
            self.samples += [(far, _held(pid)) for pid in _below(os.getpid()) if pid not in self._others]


def _below(parent: int) -> Iterator[int]:
    for task in Path(f"/proc/{parent}/task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, task.read_text().split()):
                yield child
                yield from _below(child)


def _held(pid: int) -> int:
    """The bytes of memory of a process that are its own or shared: nothing once it has ended."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize()
    except (OSError, IndexError):
        return 0
