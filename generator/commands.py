"""What the commands share: products and sheets of proposals, what a check says, how a command ends.

In: what the user typed. Out: products and sheets; or faults as lines, and an exit code.
"""

import atexit
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from fnmatch import fnmatchcase
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator import terminal
from generator.bootstrap import programs_path
from generator.errors import FOUND, UNREACHED, USAGE, Fault, Place, ProposalError, did_you_mean, gravest
from generator.terminal import Painted

if TYPE_CHECKING:
    from generator.document.templates import Templates
    from generator.figures.figure import Sheet
    from generator.inputs import Proposal
    from generator.print.product import Product
    from generator.proposals import Project
    from generator.review.check import Verdict

HEAD, INTERRUPTED = "HEAD", 130
RARELY = (1_000_000, 20, 20)
"""Thresholds of the garbage collector: a command is short and makes many small objects that all live to its end."""


class Group(click.Group):
    """Faults that a person can mend are printed without a traceback and end with their exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; an error of the system becomes a ProposalError."""
        gc.set_threshold(*RARELY)
        # Validation is that of the records alone; to look for packages that change it takes a fortieth of the time.
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
        os.environ["PATH"] = programs_path()
        # What is left at the end goes with the process: looking for circles in it first would take a tenth of the time.
        atexit.register(gc.freeze)
        try:
            with _ended_by_ctrl_c():
                return super().invoke(ctx)
        except BrokenPipeError:
            raise  # whoever read has enough, and nobody is there to be told
        except OSError as error:
            where = error.filename2 or error.filename or ctx.invoked_subcommand
            raise ProposalError([Fault(Place(str(where)), error.strerror or str(error))], FOUND) from error

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """Runs the command line; what ends it is told in a line, with its exit code."""
        try:
            code = self._code(standalone_mode, *args, **extra)
        except OSError as error:  # a text of click's own, such as a help, or a fault while it was told
            code = FOUND
            if not isinstance(error, BrokenPipeError):
                terminal.warn(f"standard output: cannot be written: {os.strerror(error.errno or 0)}")
        terminal.let_go_unless_written()
        if standalone_mode:
            sys.exit(code)
        return code

    def _code(self, standalone_mode: bool, *args: Any, **extra: Any) -> Any:
        run: Callable[..., Any] = super().main
        try:
            return run(*args, standalone_mode=False, **extra)
        except ProposalError as error:
            terminal.tell(error.faults)
            return error.exit_code
        except click.ClickException as error:
            if not standalone_mode:
                raise
            told = StringIO()
            error.show(told)
            terminal.warn(told.getvalue().rstrip("\n"), *_named_bare(error))
            return error.exit_code


def _named_bare(error: click.ClickException) -> Iterator[str]:
    """How a proposal is named, where it may be what a command has no place for."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    takes = context and any("--proposal" in parameter.opts for parameter in context.command.params)
    if takes and "unexpected extra argument" in error.message:
        yield "A proposal is named with --proposal NAME, or -p NAME."


@contextmanager
def _ended_by_ctrl_c() -> Iterator[None]:
    """Ctrl-C ends the command wherever it is, unless it was ignored before; the files become new together all the same.

    An exception would be raised within whatever library is at work then, and may come out of it as another.
    """
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _interrupted)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _interrupted(*_: object) -> None:
    multiprocessing = sys.modules.get("multiprocessing")
    for child in multiprocessing.active_children() if multiprocessing else ():
        child.kill()
    terminal.last_words("interrupted; what was written before stands whole\n")
    os._exit(INTERRUPTED)


def sheet_of(folder: Path, changes: Mapping[str, str]) -> "tuple[Proposal, Sheet]":
    """A proposal, with changes made to it first, and its figures."""
    from generator.figures.sheet import calculate
    from generator.inputs import load

    proposal = load(folder, changes)
    return proposal, calculate(proposal)


def product_of(path: Path, changes: Mapping[str, str], templates: "Templates") -> "Product":
    """A proposal, with changes made to it first, and all that it becomes."""
    from generator.inputs import load  # --help needs none of it
    from generator.print.product import make

    return make(load(path, changes), templates)


def require(revision: str, root: Path) -> None:
    """Raises GitError where there is no such revision; what git cannot tell is said of the guardrails."""
    from generator.git import GitError, commit_of, repository

    try:
        commit_of(repository(root), revision)
    except GitError as error:
        if error.exit_code == USAGE:
            raise


def fitting(names: Iterable[str], patterns: Iterable[str]) -> set[str]:
    """The names that a pattern fits, all where there is no pattern. Raises ProposalError where one fits none."""
    every, wanted = list(names), set[str]()
    for pattern in patterns:
        found = {name for name in every if fnmatchcase(name, pattern) or pattern in name}
        if not found:
            raise ProposalError([Fault(Place(pattern), "fits no figure", did_you_mean(pattern, every))], USAGE)
        wanted |= found
    return wanted or {*every}


def give_figures(rows: Sequence[Mapping[str, object]], style: str) -> None:
    """Gives figures as a table, csv or json."""
    if style == "json":
        terminal.give_json(rows)
    elif style == "csv":
        terminal.give_csv(rows, list(rows[0]))
    else:
        terminal.give_long([line for row in rows for line in _figure(row)])


def _figure(row: Mapping[str, object]) -> Iterator[terminal.Line]:
    yield [Painted(f"{row['name']}", "head"), f" = {row['text']} {row['unit']}".rstrip()]
    yield f"    {row['says']}"


def checked(path: Path, project: "Project", against: str, verbose: bool) -> int:
    """Says what is found of a proposal; the exit code that it asks for."""
    from generator.review.check import check
    from generator.review.terms import at_revisions

    try:
        product = product_of(path, {}, project.templates)
        terminal.say([f"{path.name}: inputs: ", Painted("valid", "good")])
        output = Path(os.path.relpath(project.output))
        found = check(product, path, output, at_revisions(path, output, against), verbose)
        return gravest(*(_told(path.name, verdict) for verdict in found))
    except ProposalError as error:
        terminal.tell(error.faults)
        return error.exit_code


def checked_for_all(project: "Project") -> int:
    """Says which output is of no proposal; the exit code that it asks for."""
    from generator.review.check import left_over

    return gravest(*(_told("output", one) for one in left_over(Path(os.path.relpath(project.output)), project.names())))


def _told(name: str, verdict: "Verdict") -> int:
    """Says a verdict; the exit code that it asks for."""
    wrong = verdict.faults or verdict.unreached
    said = Painted(verdict.says, "bad" if wrong else "good")
    (terminal.give if wrong else terminal.say)([f"{name}: {verdict.what}: ", said])
    terminal.give(*(f"    {line}" for line in verdict.shown))
    terminal.tell((*verdict.faults, *verdict.unreached))
    return gravest(FOUND if verdict.faults else 0, UNREACHED if verdict.unreached else 0)
