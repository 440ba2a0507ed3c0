"""What was measured, as a table.

In: the results of the rows. Out: text, Markdown or JSON; a ratio is what counts, the seconds are this machine's.
"""

import json
import platform
import re
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from generator.processes import cpus
from tests.bench.measure import Run, median

README = Path(__file__).parents[1] / "README.md"
TABLE = re.compile(r"(<!-- bench -->\n).*?(<!-- end of bench -->)", re.DOTALL)
"""Where the table stands in the README."""


@dataclass(frozen=True)
class Result:
    """A row: what was measured beside what, the bar, what was found, and the runs behind it.

    What was found is how many times as much it is, unless `unit` says that it is seconds or gigabytes.
    """

    work: str
    beside: str
    found: float | None
    bar: float | None
    at_least: bool = False
    unit: str = "×"
    ours: Sequence[Run] = field(default=())
    theirs: Sequence[Run] = field(default=())
    note: str = ""

    @property
    def verdict(self) -> str:
        """Whether the bar is reached; empty where there is none or nothing was measured."""
        if self.found is None or self.bar is None:
            return ""
        reached = self.found >= self.bar if self.at_least else self.found <= self.bar
        return "reached" if reached else "missed"

    @property
    def cpu_ratio(self) -> float | None:
        """The ratio of the CPU time, all processes together: on a busy machine it tells more than the clock."""
        if not self.ours or not self.theirs or not median(self.theirs).cpu:
            return None
        return median(self.ours).cpu / median(self.theirs).cpu


HEADS = ("work", "beside", "bar", "measured", "verdict", "CPU time", "ours", "theirs", "peak memory", "note")


def as_markdown(results: Sequence[Result]) -> str:
    """A Markdown table."""
    rows = ["| " + " | ".join(HEADS) + " |", "|" + "---|" * len(HEADS)]
    return "\n".join([*rows, *("| " + " | ".join(_cells(one)) + " |" for one in results)]) + "\n"


def as_text(results: Sequence[Result]) -> str:
    """A block of lines for each row."""
    blocks = []
    for one in results:
        cells = dict(zip(HEADS, _cells(one), strict=True))
        blocks.append("\n".join([cells.pop("work"), *(f"    {key}: {cell}" for key, cell in cells.items() if cell)]))
    return "\n".join(blocks) + "\n"


def as_json(results: Sequence[Result]) -> str:
    """Everything, every run included."""
    rows = [asdict(one) | {"verdict": one.verdict, "cpu_ratio": one.cpu_ratio} for one in results]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def write(results: Sequence[Result], said: str) -> None:
    """The table into the README of the tests, below what is said of the run."""
    text = README.read_text(encoding="utf-8")
    table = f"{said}\n\n{as_markdown(results)}"
    README.write_text(TABLE.sub(lambda match: f"{match[1]}{table}{match[2]}", text), encoding="utf-8")


def of_the_run(runs: int, load: float, seconds: float) -> str:
    """The day, the machine, and how it was measured."""
    return (
        f"{date.today()}, {_processor()}, {cpus()} CPUs, Python {platform.python_version()}; {runs} runs of each "
        f"process where nothing less is said, in turn; load {load:.1f} before; {seconds / 60:.0f} minutes in all."
    )


def _processor() -> str:
    named = re.search(r"^model name\s*:\s*(.+)$", _read(Path("/proc/cpuinfo")), re.MULTILINE)
    return named[1] if named else platform.processor() or platform.machine()


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def _cells(one: Result) -> list[str]:
    sign = "≥" if one.at_least else "≤"
    bar = f"{sign} {one.bar:g} {one.unit}" if one.bar is not None else ""
    found = f"{one.found:.2f} {one.unit}" if one.found is not None else ""
    peaks = " and ".join(f"{median(runs).peak / 2**20:.0f} MB" for runs in (one.ours, one.theirs) if runs)
    alone = f"{median(one.ours).cpu:.3g} s" if one.ours and not one.theirs else ""
    cpu = f"{one.cpu_ratio:.2f} ×" if one.cpu_ratio is not None else alone
    return [
        one.work,
        one.beside,
        bar,
        found,
        one.verdict,
        cpu,
        _seconds(one.ours),
        _seconds(one.theirs),
        peaks,
        one.note,
    ]


def _seconds(runs: Sequence[Run]) -> str:
    """Median, and where several runs were made, the least and the most: 0.41 s (0.39–0.44)."""
    if not runs:
        return ""
    taken = sorted(one.seconds for one in runs)
    spread = f" ({taken[0]:.3g}–{taken[-1]:.3g})" if len(taken) > 1 else ""
    return f"{statistics.median(taken):.3g} s{spread}"
