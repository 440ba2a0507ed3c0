"""Many proposals in one command: a process for each CPU, each building one proposal after another.

In: the folders of the proposals, and how to build each. Out: what was written of each and what was wrong with it, in the
order of the folders, whichever was done first.
"""

import gc
import multiprocessing
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.commands import RARELY, product_of, progress, write
from generator.errors import Fault, ProposalError
from generator.page.press import Here, press


@dataclass(frozen=True)
class Order:
    """How each proposal is to be built: changes to make first, the folder to write to, and which files."""

    changes: Mapping[str, str]
    target: Path
    only: str | None
    force: bool


@dataclass(frozen=True)
class Outcome:
    """The files that were written for a proposal, or its faults and the exit code that they ask for."""

    written: tuple[Path, ...] = ()
    faults: tuple[Fault, ...] = ()
    exit_code: int = 0


def build_each(paths: Sequence[Path], order: Order, jobs: int) -> Iterator[Outcome]:
    """Builds each proposal; one that fails stops no other. With a single job, or a single proposal, in this process."""
    if len(paths) == 1:
        gc.disable()  # the command ends before there is much to free
    if len(paths) < 2 or jobs < 2:
        for number, path in enumerate(paths, 1):
            _counted(number, paths)
            yield _build(path, order, jobs)
        return
    context = multiprocessing.get_context("spawn" if sys.platform == "darwin" else "fork")
    with context.Pool(min(jobs, len(paths)), _begin) as pool:
        for number, outcome in enumerate(pool.imap(partial(_build, order=order, jobs=1), paths), 1):
            _counted(number, paths)
            yield outcome


def _begin() -> None:
    # Ctrl-C reaches the whole group: the parent ends the others, and says so once.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A process that prints one document after another has to free what each leaves behind.
    gc.enable()
    gc.set_threshold(*RARELY)


def _counted(number: int, paths: Sequence[Path]) -> None:
    if len(paths) > 1:
        progress(f"{number}/{len(paths)}", paths[number - 1].name)


def _build(path: Path, order: Order, jobs: int) -> Outcome:
    printer = press(jobs) if order.only != "md" else Here()
    try:
        from generator.build import files_of  # what takes its time to load does so beside the printer

        progress(path.name, "calculating")
        product = product_of(path, order.changes)
        progress(path.name, "printing" if order.only != "md" else "auditing")
        files = files_of(product, path, order.target, order.only, order.force, printer)
        for name, data in files.items():
            (order.target / name).parent.mkdir(parents=True, exist_ok=True)
            write(order.target / name, data)
        return Outcome(written=tuple(order.target / name for name in files))
    except ProposalError as error:
        return Outcome(faults=error.faults, exit_code=error.exit_code)
    finally:
        printer.end()
