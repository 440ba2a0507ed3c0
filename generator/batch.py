"""Many proposals in one command: a process for each CPU, each building one proposal after another.

In: the folders of the proposals, and how to build each. Out: what was written of each, and what was wrong with it, in
the order of the folders, whichever was done first.
"""

import gc
import signal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.commands import product_of, progress, write
from generator.errors import Fault, ProposalError
from generator.page.pdf import TEMPLATES
from generator.page.press import Here, press, processes

MOST_DOCUMENTS = 25
"""So many a process builds before another takes its place: of each, Pango keeps about a megabyte that none can free."""


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
    gc.disable()
    try:
        if len(paths) == 1:
            yield _build(paths[0], order, jobs)
        elif jobs == 1:
            yield from _told(paths, (_one_of_many(path, order) for path in paths))
        else:
            with processes().Pool(min(jobs, len(paths)), _begin, maxtasksperchild=MOST_DOCUMENTS) as pool:
                yield from _told(paths, pool.imap(partial(_one_of_many, order=order), paths))
    finally:
        gc.enable()


def _begin() -> None:
    # Ctrl-C reaches the whole group: the parent ends the others, and says so once.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()


def _one_of_many(path: Path, order: Order) -> Outcome:
    """A document leaves much behind that only a collection frees; during one there is little to find."""
    outcome = _build(path, order, 1)
    gc.collect()
    return outcome


def _told(paths: Sequence[Path], outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    for number, (path, outcome) in enumerate(zip(paths, outcomes, strict=True), 1):
        progress(f"{number}/{len(paths)}", path.name)
        yield outcome


def _seems_printed(path: Path, order: Order) -> bool:
    """Whether the print is younger than what it rests on: then it is likely current, and no printer need get ready.

    The digest in the print decides later whether it is current; this decides how soon a printer that is needed starts.
    """
    pdf = order.target / f"{path.name}.pdf"
    sources = [*path.glob("*.yaml"), *TEMPLATES.iterdir()]
    return not order.force and pdf.is_file() and pdf.stat().st_mtime > max(one.stat().st_mtime for one in sources)


def _build(path: Path, order: Order, jobs: int) -> Outcome:
    printer = press(jobs) if order.only != "md" else Here()
    if not _seems_printed(path, order):
        printer.get_ready()
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
