"""Builds that are killed at random moments: what stands after each, and after the next build.

In: how many, a seed, a folder to work in. Out: counts of what stood, and every finding.

A build runs in a fork of this process, so that most of its time is spent building and not importing. Half of the kills
come at any moment, half at or shortly after an act: a file that is written, or that moves to its place. An act is found
by counting, so that no machine is too fast for its kill. One build in ten prints; the others take a print that was made
before, so that a thousand take minutes: a printer that is killed has written nothing.
"""

import io
import itertools
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import chdir, suppress
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path

from click.testing import CliRunner

from generator.cli.group import main
from generator.inputs import load
from generator.print import pdf, printer
from generator.print.product import make
from generator.review.check import check
from tests.conftest import SMALL

NAME = "small"
VARIANTS = ("one", "two")
NEW, READY = f".{NAME}.new", f".{NAME}.ready"
MOST_HANDLES = 4096
KEPT_FOR_A_RUN = {NEW, READY}
ACTS = 20
"""What a build does to its folder while its five files are written and moved: no build does less."""
MOMENTS = (None, 0.0, None, 0.002)
"""When kills come, in turn: at any moment, or at most so many seconds after an act."""


@dataclass
class Outcome:
    """What stood after the kills, how often, and what should not have."""

    counts: Counter[str] = field(default_factory=Counter)
    findings: list[str] = field(default_factory=list)


def prepare(work: Path) -> dict[str, dict[str, bytes]]:
    """Two variants of a proposal, and the files that each is built to."""
    expected = {}
    for number, variant in enumerate(VARIANTS):
        folder = work / variant / "inputs" / NAME
        shutil.copytree(SMALL, folder)
        text = (folder / "scenarios.yaml").read_text(encoding="utf-8")
        assert "  sites: 4\n" in text
        (folder / "scenarios.yaml").write_text(
            text.replace("  sites: 4\n", f"  sites: {number + 4}\n"), encoding="utf-8"
        )
        command = ["build", "--jobs", "1", "--output", str(work / f"{variant}-output")]
        with chdir(work / variant):  # in this process, which a test lets remember what it works out
            assert CliRunner().invoke(main, command).exit_code == 0
        expected[variant] = files(work / f"{variant}-output")
    assert len({tuple(sorted(each.items())) for each in expected.values()}) == len(VARIANTS)
    return expected


def files(folder: Path) -> dict[str, bytes]:
    """The files of a folder, without what a run keeps for itself."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in found
        if path.relative_to(folder).parts[0] not in KEPT_FOR_A_RUN
    }


def begin(
    project: Path,
    target: Path,
    prints: Mapping[str, bytes] | None = None,
    options: Sequence[str] = (),
    killed: tuple[int, float] | None = None,
) -> int:
    """Begins a build in a process of its own, with the prints that were made before by their digests; its number.

    It is killed before the act of so many, or so many seconds later, where that is stated.
    """
    child = os.fork()
    if child:
        return child
    code = 70
    with suppress(BaseException):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        os.closerange(3, MOST_HANDLES)  # a lock that this process has would be the child's as well
        sys.stdout = sys.stderr = io.StringIO()
        os.chdir(project)
        if prints:
            vars(printer)["printed"] = wraps(printer.printed)(lambda job: prints[job.digest])  # found by its name
        if killed:
            sys.addaudithook(_kills(target, *killed))
        try:
            main(["build", "--output", str(target), *options])
        except SystemExit as done:
            code = int(done.code or 0)
    os._exit(code)


def ended(child: int) -> int:
    """Waits for a build; its exit code, or minus the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _kills(target: Path, act: int, after: float) -> Callable[[str, tuple[object, ...]], None]:
    """What hears each act on a folder, and kills this process at one of them."""
    acts = itertools.count()

    def heard(event: str, told: tuple[object, ...]) -> None:
        acting = event in {"os.mkdir", "os.rename", "os.rmdir"} or (event == "open" and told[1] == "w")
        if not acting or not str(told[0]).startswith(str(target)) or next(acts) != act:
            return
        if after:
            signal.setitimer(signal.ITIMER_REAL, after)  # what is not awaited ends the process, as a kill does
        else:
            os.kill(os.getpid(), signal.SIGKILL)

    return heard


def campaign(kills: int, seed: int, work: Path, tell: Callable[[str], None] = print) -> Outcome:
    """Kills so many builds, and looks at what stands."""
    chance, outcome, target = random.Random(seed), Outcome(), work / "output"
    printer.load()  # once, for all that are forked
    begun = time.monotonic()
    expected = prepare(work)
    whole = (time.monotonic() - begun) / len(VARIANTS)
    made_before = {pdf.printed_from(data[f"{NAME}.pdf"]): data[f"{NAME}.pdf"] for data in expected.values()}
    assert ended(begin(work / VARIANTS[0], target, made_before)) == 0
    begun = time.monotonic()
    assert ended(begin(work / VARIANTS[1], target, made_before)) == 0
    quick, current = time.monotonic() - begun, VARIANTS[1]
    for number in range(1, kills + 1):
        prints, length = (None, whole) if number % 10 == 0 else (made_before, quick)
        other = next(one for one in VARIANTS if one != current)
        late = MOMENTS[number % len(MOMENTS)]
        moment = None if late is None else (chance.randrange(ACTS), late * chance.random())
        child = begin(work / other, target, prints, killed=moment)
        if moment is None:
            time.sleep(chance.random() * length)
            os.kill(child, signal.SIGKILL)
        outcome.counts["killed" if ended(child) < 0 else "ended before its kill"] += 1
        _look(target, expected[current], expected[other], work / other / "inputs" / NAME, outcome)
        current = chance.choice(VARIANTS)
        if (code := ended(begin(work / current, target, prints))) != 0:
            outcome.findings.append(f"kill {number}: the next build ended with {code}")
        if files(target) != expected[current]:
            outcome.findings.append(f"kill {number}: the next build left {sorted(files(target))}")
        if any(path.name in KEPT_FOR_A_RUN for path in target.iterdir()):
            outcome.findings.append(f"kill {number}: litter is left")
        if number % 50 == 0:
            tell(f"kills: {number} of {kills}, {dict(outcome.counts)}, {len(outcome.findings)} findings")
    return outcome


def _look(target: Path, old: dict[str, bytes], new: dict[str, bytes], folder: Path, outcome: Outcome) -> None:
    """Every file is the old one or the new one, whole; and `check` blames no hand."""
    found = files(target)
    broken = [name for name, data in found.items() if data not in (old.get(name), new.get(name))]
    if broken or set(found) != set(old):
        outcome.findings.append(f"neither old nor new: {broken or sorted(found)}")
    state = "the old files" if found == old else "the new files" if found == new else "some new, some old"
    begun = [path.name.rpartition(".")[2] for path in target.iterdir() if path.name in KEPT_FOR_A_RUN]
    outcome.counts[f"stood: {state}"] += 1
    outcome.counts.update(f"left for the next build: .{one}" for one in begun)
    if found not in (old, new):
        said = [verdict.says for verdict in check(make(load(folder)), folder, target)]
        if any("by hand" in one for one in said):
            outcome.findings.append(f"a hand is blamed: {said}")
