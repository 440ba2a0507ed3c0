"""What was measured, as a table.

In: the results of the rows. Out: text, Markdown or JSON; a ratio is what counts, the seconds are this machine's.
"""

import json
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from tests.bench.measure import Run, median


@dataclass(frozen=True)
class Result:
    """A row: what was measured beside what, the bar, the ratio, and the runs behind it."""

    work: str
    beside: str
    ratio: float | None
    bar: float | None
    at_least: bool = False
    ours: Sequence[Run] = field(default=())
    theirs: Sequence[Run] = field(default=())
    note: str = ""

    @property
    def verdict(self) -> str:
        """Whether the bar is reached; empty where there is none or nothing was measured."""
        if self.ratio is None or self.bar is None:
            return ""
        reached = self.ratio >= self.bar if self.at_least else self.ratio <= self.bar
        return "reached" if reached else "missed"

    @property
    def cpu_ratio(self) -> float | None:
        """The ratio of the CPU time, all processes together: on a busy machine it tells more than the clock."""
        if not self.ours or not self.theirs or not median(self.theirs).cpu:
            return None
        return median(self.ours).cpu / median(self.theirs).cpu


HEADS = (
    "work",
    "beside",
    "bar",
    "ratio",
    "verdict",
    "ratio of CPU time",
    "ours",
    "theirs",
    "peak memory, ours and theirs",
    "note",
)


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
    return json.dumps(
        [asdict(one) | {"verdict": one.verdict, "cpu_ratio": one.cpu_ratio} for one in results],
        ensure_ascii=False,
        indent=1,
    )


def _cells(one: Result) -> list[str]:
    sign = "≥" if one.at_least else "≤"
    bar = f"{sign} {one.bar:g} ×" if one.bar is not None else ""
    ratio = f"{one.ratio:.2f} ×" if one.ratio is not None else ""
    peaks = " and ".join(f"{median(runs).peak / 2**20:.0f} MB" for runs in (one.ours, one.theirs) if runs)
    cpu = f"{one.cpu_ratio:.2f} ×" if one.cpu_ratio is not None else ""
    return [
        one.work,
        one.beside,
        bar,
        ratio,
        one.verdict,
        cpu,
        _seconds(one.ours),
        _seconds(one.theirs),
        peaks,
        one.note,
    ]


def _seconds(runs: Sequence[Run]) -> str:
    """Median, and where several runs were made, the spread: 0.41 s (0.39–0.44)."""
    if not runs:
        return ""
    taken = sorted(one.seconds for one in runs)
    spread = f" ({taken[0]:.3g}–{taken[-1]:.3g})" if len(taken) > 1 else ""
    return f"{statistics.median(taken):.3g} s{spread}"
