"""What every row works with: how often to run what, where to write, and the commands that are measured.

In: the options of the command. Out: commands, the proposals that they work on, and results of one beside another.
"""

import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.bench.measure import PYTHON, ROOT, Command, Run, in_turn, median, run
from tests.bench.report import Result

SEED = ROOT / "tests" / "proposals" / "seed"
"""The proposal that the peers print too. What people wait for is measured with those in inputs/."""
LONG_RUNS = 3
"""So many runs at the most of what takes long."""
COMMIT = ("git", "-c", "user.name=bench", "-c", "user.email=bench@localhost", "commit", "--quiet", "--message=Note")


@dataclass(frozen=True)
class Bench:
    """How often to run what, where to write, how many proposals to build, and how to say what is being done."""

    runs: int
    work: Path
    batch: int
    many: int
    say: Callable[[str], None]

    @cached_property
    def live(self) -> Path:
        """A repository with the proposals of inputs/, built and committed."""
        root = self.work / "live"
        shutil.copytree(ROOT / "inputs", root / "inputs")
        self.say("building the proposals of inputs/")
        run(ours(root, "build"))
        for line in (("git", "init", "--quiet"), ("git", "add", "inputs", "output"), COMMIT):
            subprocess.run(line, cwd=root, check=True)
        return root

    @cached_property
    def proposal(self) -> Path:
        """The first of the proposals in inputs/."""
        return min((self.live / "inputs").glob("*/proposal.yaml")).parent

    def in_turn(self, commands: Mapping[str, Command], runs: int | None = None) -> dict[str, list[Run]]:
        """So many runs of each, in turn, which is told."""
        return in_turn(commands, runs or self.runs, said=self.say)


def ours(project: Path, *arguments: str, fresh: Path | None = None) -> Command:
    """A command in a project; where `fresh` is given it writes there, and finds nothing there before."""
    if fresh is None:
        return Command([PYTHON, "-m", "generator", *arguments], folder=project)
    command = [PYTHON, "-m", "generator", *arguments, "--output", str(fresh)]
    return Command(command, lambda: shutil.rmtree(fresh, ignore_errors=True), folder=project)


def ratio(mine: Sequence[Run], theirs: Sequence[Run]) -> float:
    """How many times their median time ours is."""
    return median(mine).seconds / median(theirs).seconds


def compared(found: Mapping[str, Sequence[Run]], work: str, other: str, bar: float | None, note: str = "") -> Result:
    """The result of one command beside another."""
    mine, theirs = found[work], found[other]
    return Result(work, other, ratio(mine, theirs), bar, ours=mine, theirs=theirs, note=note)
