"""Whole processes, cold, in turn: how long each takes, the CPU time it spends, and its peak memory.

In: commands by name. Out: the runs of each, and their medians.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
PYTHON = sys.executable
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
    """A process to measure; what is done before each run is not measured."""

    arguments: Sequence[str]
    before: Callable[[], None] = field(default=lambda: None)
    environment: Mapping[str, str] = field(default_factory=dict)


class FailedError(Exception):
    """A measured process ended badly: its time means nothing."""


def run(command: Command) -> Run:
    """One run. Raises FailedError where it ends with another exit code than 0."""
    command.before()
    # Byte code is written once, as everywhere; the measurement is of the work, not of compiling it.
    unset = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}
    environment = {key: value for key, value in os.environ.items() if key not in unset} | dict(command.environment)
    with tempfile.TemporaryFile() as said, tempfile.NamedTemporaryFile("r") as report:
        launch = [PYTHON, "-I", "-S", str(Path(__file__).with_name("launch.py")), report.name]
        done = subprocess.run(
            [*launch, *command.arguments], cwd=ROOT, env=environment, stdout=said, stderr=said, check=False
        )
        if done.returncode:
            said.seek(0)
            raise FailedError(f"{command.arguments}: {said.read().decode(errors='replace')[-2000:]}")
        seconds, cpu, peak = report.read().split()
    return Run(float(seconds), float(cpu), int(peak) * KIBIBYTES)


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
    """The memory of the processes that a process starts, sampled while it runs (Linux; elsewhere none are seen)."""

    def __init__(self, every: float = 0.5) -> None:
        self.every, self.samples = every, list[tuple[float, int, int]]()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Workers":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def growth(self) -> float | None:
        """The memory of a worker late in its life over what it was early: medians of its second and last fifth."""
        ratios = []
        for worker in {pid for _, pid, _ in self.samples}:
            sizes = [size for _, pid, size in self.samples if pid == worker]
            fifth = len(sizes) // 5
            if fifth:
                ratios.append(statistics.median(sizes[-fifth:]) / statistics.median(sizes[fifth : 2 * fifth]))
        return max(ratios, default=None)

    def _watch(self) -> None:
        while not self._stop.wait(self.every):
            for pid in _below(os.getpid()):
                try:
                    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
                except (OSError, IndexError):
                    continue
                if _parent(pid) != os.getpid():
                    self.samples.append((time.perf_counter(), pid, pages * resource.getpagesize()))


def _below(parent: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{parent}/task").glob("*/children"):
        try:
            children = [int(pid) for pid in task.read_text().split()]
        except OSError:
            continue
        for child in children:
            found += [child, *_below(child)]
    return found


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return os.getpid()
