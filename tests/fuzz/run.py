"""The two campaigns: random valid inputs build, and random faults are told where they are.

In: how many, a seed, and how many processes. Out: counts by outcome, and every finding with what makes it happen again.
"""

import gc
import json
import multiprocessing
import random
import signal
import traceback
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded

from generator.errors import ProposalError
from generator.inputs import load
from generator.print.product import make
from tests.fuzz.damage import damage
from tests.fuzz.tree import text, tree
from tests.strategies import Values, proposals

BATCH = 100
FAULTS_A_SET = 10
"""So many faults are made in each set of inputs that is drawn, one at a time."""

FOLDER = Path("inputs/drawn")
Tell = Callable[[str], None]


@dataclass
class Outcome:
    """What came of a campaign: how often each thing happened, and the findings."""

    counts: Counter[str] = field(default_factory=Counter)
    findings: list[str] = field(default_factory=list)

    def found(self, what: str, files: Any) -> None:
        """Keeps a finding."""
        self.counts["findings"] += 1
        self.findings.append(f"{what}\n{json.dumps(files, ensure_ascii=False)}")


def valid_sets(count: int, seed: int, tell: Tell = print, jobs: int = 1) -> Outcome:
    """Random valid inputs: of each the Markdown and the page are built, with no untraced numeral and no crash."""
    return _campaign("valid sets", _valid_batch, count, seed, tell, jobs)


def faulty_sets(count: int, seed: int, tell: Tell = print, jobs: int = 1) -> Outcome:
    """Random faults in valid inputs: each is refused with exit code 3 at the right line, or leaves them valid."""
    return _campaign("faults", _faulty_batch, -(-count // FAULTS_A_SET), seed, tell, jobs)


Batch = Callable[[tuple[int, int]], Outcome]
"""A part of a campaign: so many sets, from a seed."""


def _campaign(name: str, batch: Batch, count: int, seed: int, tell: Tell, jobs: int) -> Outcome:
    """Batch by batch: what is kept of a batch to draw no set twice does not grow without end."""
    outcome = Outcome()
    parts = [(min(BATCH, count - start), seed + start) for start in range(0, count, BATCH)]
    with multiprocessing.Pool(jobs, _begin) if jobs > 1 else nullcontext() as pool:
        for (size, first), part in zip(parts, (pool.imap if pool else map)(batch, parts), strict=True):
            outcome.counts += part.counts
            outcome.findings += part.findings
            tell(f"{name}: {first - seed + size} of {count} sets, {dict(outcome.counts)}")
    return outcome


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group: the parent ends the others
    gc.set_threshold(50_000)  # a sheet is many objects, and little of it is in circles: to look for them took a fifth


def _valid_batch(part: tuple[int, int]) -> Outcome:
    outcome = Outcome()

    def one(files: Values) -> None:
        texts = {f"{name}.yaml": text(tree(values)) for name, values in files.items()}
        try:
            outcome.counts["built" if _builds(texts, outcome, files) else "untraced"] += 1
        except Exception:
            outcome.found(traceback.format_exc(), files)

    _draw(one, *part)
    return outcome


def _faulty_batch(part: tuple[int, int]) -> Outcome:
    outcome = Outcome()
    chance = random.Random(part[1])

    def one(files: Values) -> None:
        for _ in range(FAULTS_A_SET):
            _fault(files, chance, outcome)

    _draw(one, *part)
    return outcome


def _fault(files: Values, chance: random.Random, outcome: Outcome) -> None:
    damaged = damage(files, chance)
    try:
        _builds(damaged.texts, outcome, damaged.texts)
        outcome.counts["still valid, and built"] += 1
    except ProposalError as error:
        how = damaged.right(error)
        outcome.counts[f"refused, named by {how}" if how else "refused elsewhere"] += 1
        if not how:
            outcome.found(f"{damaged.kind} in {damaged.file} {sorted(damaged.exact)}: {error}", damaged.texts)
    except Exception:
        outcome.found(f"{damaged.kind} in {damaged.file}: {traceback.format_exc()}", damaged.texts)


def _builds(texts: Mapping[str, str], outcome: Outcome, files: Any) -> bool:
    untraced = make(load(FOLDER, {}, texts)).untraced()
    if untraced:
        outcome.found("; ".join(map(str, untraced)), files)
    return not untraced


def _draw(one: Callable[[Values], None], count: int, seed: int) -> None:
    drawn = 0

    def counted(files: Values) -> None:
        nonlocal drawn
        if drawn < count:
            drawn += 1
            one(files)

    run = settings(
        max_examples=count + 1,  # the first, the simplest of all, is the same in every batch
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
        deadline=None,
        derandomize=False,
    )(given(proposals())(counted))
    seeded(seed)(run)()
