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
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator import terminal
from generator.bootstrap import programs_path
from generator.errors import FOUND, UNREACHED, USAGE, Fault, FormulaError, Place, ProposalError, did_you_mean, gravest
from generator.terminal import Painted

if TYPE_CHECKING:
    from generator.document.templates import Templates
    from generator.figures.figure import Sheet
    from generator.inputs import Proposal
    from generator.print.product import Product
    from generator.proposals import Project
    from generator.review.check import Verdict
    from generator.review.diff.as_markdown import Links
    from generator.review.diff.report import Told

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
        except FormulaError as error:
            terminal.warn(*error.lines())
            return FOUND
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


def give_differences(found: "Sequence[Told]", style: str, every: bool, links: "Links") -> None:
    """Gives what is different as text, markdown or json; `every` figure that moved, where the text is to list them."""
    from generator.review.diff.as_json import as_json
    from generator.review.diff.as_markdown import as_markdown
    from generator.review.diff.as_text import as_text

    if style == "json":
        terminal.give_json(as_json(found))
    elif style == "markdown":
        text = as_markdown(found, links)
        terminal.give(*text.removesuffix("\n").split("\n") if text else ())
    else:
        terminal.give_long([line for one in found for line in as_text(one, terminal.width(), every)])


def _figure(row: Mapping[str, object]) -> Iterator[terminal.Line]:
    yield [Painted(f"{row['name']}", "head"), f" = {row['text']} {row['unit']}".rstrip()]
    yield f"    {row['says']}"


def verified(files: Iterable[str], style: str) -> int:
    """Says or gives what is found of each file, whatever is wrong with one; the exit code that it asks for."""
    from dataclasses import asdict

    from generator.print.opened import MOST_BYTES
    from generator.proposals import templates_here
    from generator.review import verify as verifying

    found = []
    for file in files:
        try:
            with Path(file).open("rb") as opened:
                one = verifying.verify(opened.read(MOST_BYTES + 1), file, templates_here())
        except ProposalError as error:
            one = verifying.failed(file, error)
            terminal.tell(error.faults)
        found.append(one)
        if style == "text" and one.claim:
            (terminal.give if one.exit_code else terminal.say)(*verifying.as_lines(one))
    if style == "json":
        terminal.give_json([asdict(one) for one in found])
    return max(one.exit_code for one in found)


def checked(path: Path, project: "Project", against: str, verbose: bool, text: bool) -> dict[str, Any]:
    """What is found of a proposal, as an object for JSON, with its exit code; as `text`, said as it is found."""
    from generator.review.check import Verdict, check, staged
    from generator.review.terms import at_revisions

    found: list[Verdict] = []
    try:
        product = product_of(path, {}, project.templates)
        output = Path(os.path.relpath(project.output))
        verdicts = check(product, path, output, at_revisions(path, output, against), verbose)
        for verdict in chain([Verdict("inputs", "valid")], verdicts):
            _told(path.name, verdict, text)
            found.append(verdict)
        if not any(verdict.faults for verdict in found):
            found += [_told(path.name, verdict, text) for verdict in staged(project.root, path.name)]
    except ProposalError as error:
        terminal.tell(error.faults)
        stopped = Verdict("guardrails" if found else "inputs", "not valid", error.faults)
        return _as_json(path.name, [*found, stopped]) | {"exit_code": error.exit_code}
    return _as_json(path.name, found)


def checked_for_all(project: "Project", names: Sequence[str], text: bool) -> list[dict[str, Any]]:
    """What is found of no proposal, or of all: packages and, where none is named, output that is of none."""
    from generator.review.check import installed, left_over

    output = Path(os.path.relpath(project.output))
    found = [_told("installed", one, text) for one in installed()]
    found += [_told("output", one, text) for one in ([] if names else left_over(output, project.names()))]
    return [_as_json(None, found)] if found else []


def _told(name: str, verdict: "Verdict", text: bool) -> "Verdict":
    """Says a verdict, its faults on standard error in any case, and gives it back."""
    wrong = verdict.faults or verdict.unreached
    if text:
        said = Painted(verdict.says, "bad" if wrong else "good")
        (terminal.give if wrong else terminal.say)([f"{name}: {verdict.what}: ", said])
        terminal.give(*(f"    {line}" for line in verdict.shown))
    terminal.tell((*verdict.faults, *verdict.unreached))
    return verdict


def _as_json(name: str | None, verdicts: "Sequence[Verdict]") -> dict[str, Any]:
    codes = ((FOUND if one.faults else 0, UNREACHED if one.unreached else 0) for one in verdicts)
    return {
        "proposal": name,
        "exit_code": gravest(*chain.from_iterable(codes)),
        "verdicts": [
            {
                "what": one.what,
                "says": one.says,
                "faults": [fault.as_json() for fault in one.faults],
                "unreached": [fault.as_json() for fault in one.unreached],
                "shown": list(one.shown),
            }
            for one in verdicts
        ],
    }
