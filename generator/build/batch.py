"""Many proposals in one command: a process for each CPU, each building one proposal after another.

In: the folders of the proposals, and how to build each. Out: what was written of each, and what was wrong with it, in
the order of the folders, whichever was done first.
"""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.document.templates import INSTALLED, Templates
from generator.errors import FOUND, Fault, Place, ProposalError
from generator.files import ON_DEMAND, altered, file_of, own_files, renewed, replace_all, same, settle, sums
from generator.processes import begin, beside, forking, started
from generator.terminal import progress
from generator.units import Style, write

if TYPE_CHECKING:
    from generator.print.product import Product

DOING = {"md": "auditing", "html": "making its page for the screen", "xlsx": "making its workbook"}
EDITED = "what was altered in it since it was built is lost"
MOST_DOCUMENTS = 6
"""So many a process builds before another takes its place: of each, Pango keeps a megabyte that nothing can free."""


class Order(NamedTuple):
    """How each proposal is to be built: changes to make first, where to write, which files, by which templates."""

    changes: Mapping[str, str]
    target: Path
    only: str | None
    force: bool
    templates: Templates = INSTALLED


class File(NamedTuple):
    """A file of a proposal: whether it was written or removed, is current or was left; and what was lost by it."""

    state: str
    path: Path
    lost: str = ""


class Outcome(NamedTuple):
    """The files of a proposal and what its request is; or its faults, and the exit code that they ask for."""

    files: tuple[File, ...] = ()
    request: str = ""
    faults: tuple[Fault, ...] = ()
    exit_code: int = 0


def build_each(paths: Sequence[Path], order: Order, jobs: int) -> Iterator[Outcome]:
    """Builds each proposal; one that fails stops no other. With a single job, all in this process."""
    collects = gc.isenabled()
    gc.disable()
    try:
        if len(paths) == 1:
            yield _build(paths[0], order, jobs > 1)
            return
        here = (_one_of_many(path, order) for path in paths)
        outcomes = here if jobs == 1 else _in_processes(paths, order, min(jobs, len(paths)))
        for number, (path, outcome) in enumerate(zip(paths, outcomes, strict=True), 1):
            progress(f"{number}/{len(paths)}", path.name)
            yield outcome
    finally:
        if collects:
            gc.enable()


def _in_processes(paths: Sequence[Path], order: Order, jobs: int) -> Iterator[Outcome]:
    """Builds each proposal in one of so many processes; where one is killed, those that it takes along say so."""
    from concurrent.futures import ProcessPoolExecutor  # a single proposal needs none of it
    from concurrent.futures.process import BrokenProcessPool

    from generator.build import files  # noqa: F401  # what a build loads is loaded once for all processes
    from generator.document import render  # noqa: F401

    if order.only in (None, "pdf"):
        with suppress(ProposalError):  # told by each proposal that is to be printed
            _ready_printer(order.templates)
    most = jobs * MOST_DOCUMENTS
    for some in (paths[at : at + most] for at in range(0, len(paths), most)):
        done = 0
        with ProcessPoolExecutor(jobs, started(), begin) as pool, suppress(BrokenProcessPool):
            for outcome in pool.map(partial(_one_of_many, order=order), some):
                yield outcome
                done += 1
        for path in some[done:]:
            what, hint = "may not be built: a process was ended before its time", "build it again, with --jobs 1"
            yield Outcome(faults=(Fault(Place(path.name), what, hint),), exit_code=FOUND)


def _one_of_many(path: Path, order: Order) -> Outcome:
    """A document leaves much behind that only a collection frees; during one there is little to find."""
    outcome = _build(path, order)
    gc.collect()
    return outcome


def _ready_printer(templates: Templates) -> None:
    from generator.print import printer

    printer.ready(templates.text("style.css"))


def _build(path: Path, order: Order, apart: bool = False) -> Outcome:
    """Builds a proposal; `apart`, other processes draw its chances and print it."""
    try:
        prints = order.only in (None, "pdf")
        with beside(apart and prints) as hand, forking(apart and not prints) as fork:
            # It loads the printer while this one calculates; what is wrong with it is told when it is to print.
            hand(_ready_printer, order.templates)
            from generator.inputs import load
            from generator.print.product import making

            progress(path.name, "calculating")
            made = making(load(path, order.changes), order.templates, fork)
            from generator.build.files import files_of  # loaded while chances are drawn

            product = made()
            progress(path.name, DOING.get(order.only or "", "printing"))
            settle(order.target, path.name, own_files(path.name))
            files = files_of(product, path, order.target, order.only, order.force, hand)
        return Outcome(_replaced(files, order, path.name), _request(product))
    except ProposalError as error:
        return Outcome(faults=error.faults, exit_code=error.exit_code)


def _replaced(files: Mapping[str, bytes], order: Order, name: str) -> tuple[File, ...]:
    """Writes what is not as it is already, and the sums of it all; says of every file what became of it."""
    target, pdf = order.target, f"{name}.pdf"
    summed = {path: data for path, data in files.items() if not path.endswith(ON_DEMAND)}
    were = sums(target, name)
    gone = _left_over(files, were, target, name)
    every = {**files, file_of(name): renewed(target, name, summed, gone)} if summed else files
    new = {path: data for path, data in every.items() if not same(target / path, data)}
    lost = {path for path in new if altered(target, were, path)}
    replace_all(target, name, new, own_files(name))
    for path in gone:
        (target / path).unlink(missing_ok=True)
    states = dict.fromkeys(gone, "removed") | {path: "written" if path in new else "current" for path in every}
    if pdf not in every and (target / pdf).is_file():
        states[pdf] = "current" if order.only is None else "left"
    return tuple(File(state, target / path, EDITED if path in lost else "") for path, state in states.items())


def _left_over(files: Mapping[str, bytes], were: Mapping[str, str], target: Path, name: str) -> list[str]:
    """The charts and the reconciliation that stand as a build wrote them, and that the document no longer has."""
    kinds, own = (".svg", ".reconciliation.md"), own_files(name)
    left = [path for path in were if own(path) and path.endswith(kinds) and path not in files]
    if f"{name}.md" not in files or (target / name).is_symlink():
        return []
    return [path for path in left if (target / path).is_file() and not altered(target, were, path)]


def _request(product: "Product") -> str:
    """What a proposal asks for, in a line: whole numbers, none below what its figure is, as in the document."""
    from generator.figures.asking import asked_limits

    parts: dict[str, list[str]] = {}
    for name, title, label in asked_limits(product.proposal, product.sheet):
        figure = product.sheet[name]
        text = write(figure.value, figure.unit, Style(up=True)).lstrip("~")
        parts.setdefault(label and f" in {label}", []).append(f"{text} {title}")
    return f"{product.proposal.name} asks for {'; '.join(', '.join(each) + where for where, each in parts.items())}"
