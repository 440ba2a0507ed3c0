"""What the commands share: options, finding proposals, how a command ends, refusing what must not be written to.

In: what the user typed. Out: folders, products and sheets; or a ProposalError that says what to type instead.
"""

import atexit
import gc
import os
import re
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator import terminal
from generator.errors import FOUND, USAGE, Fault, Place, ProposalError, did_you_mean
from generator.terminal import Painted
from generator.writing import check_target

if TYPE_CHECKING:
    from generator.figures.figure import Sheet
    from generator.inputs import Proposal
    from generator.print.product import Product

ROOT = Path(__file__).parent.parent
INPUTS, OUTPUT = ROOT / "inputs", ROOT / "output"
KEPT = (ROOT / "generator", ROOT / "templates", ROOT / "tests")
"""What a build is made from, beside the inputs; nothing is written to it, or to what is around it."""

NAME = re.compile(r"[A-Za-z0-9](?!.*\.(?:md|pdf|png|html|json|reconciliation)$)[A-Za-z0-9._-]{0,99}")
"""What a proposal may be called: it is part of paths, of commands and of a text in Markdown, and no file of another."""

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
            terminal.warn(told.getvalue().rstrip("\n"))
            return error.exit_code


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


def _changes(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    pairs = [value.partition("=") for value in values]
    for path, equals, text in pairs:
        if not path or not equals or not text:
            raise click.BadParameter(
                f"{path + equals + text!r} is not PATH=VALUE, such as scenarios.production.sites=12"
            )
    return {path: text for path, _, text in pairs}


def _quiet(context: click.Context, _: click.Parameter, value: bool) -> None:
    context.meta[terminal.QUIET] = value


SET = click.option(
    "--set", "changes", multiple=True, metavar="PATH=VALUE", callback=_changes,
    help="Put a value in the place of an input first, e.g. scenarios.production.sites=12. May be repeated.",
)  # fmt: skip
QUIET = click.option(
    "-q", "--quiet", is_flag=True, expose_value=False, callback=_quiet,
    help="Print nothing but what is wrong.",
)  # fmt: skip
ONE = click.option("--proposal", "name", metavar="PROPOSAL", help="The proposal, where there are several.")


def _known() -> list[str]:
    return [path.name for path in sorted(INPUTS.glob("*/")) if path.is_dir() and not path.name.startswith((".", "__"))]


def folder(name: str) -> Path:
    """The folder of a proposal by its name, or by its path in inputs/. Raises ProposalError (exit code 2) otherwise."""
    known = _known()
    path = INPUTS / name if name in known else Path(name)
    here = Place(name)
    if not path.is_dir():
        raise ProposalError([Fault(here, "there is no such proposal", did_you_mean(name, known))], USAGE)
    if not NAME.fullmatch(path.name):
        hint = "it has up to 100 letters, digits, dots, - and _, begins with one of the first, and ends as no file does"
        raise ProposalError([Fault(here, "is no name for a proposal", hint)], USAGE)
    if path.resolve() != INPUTS.resolve() / path.name:
        raise ProposalError([Fault(here, "leads out of inputs/", "a proposal is a folder there, and no link")], USAGE)
    return as_seen(path)


def as_seen(path: Path) -> Path:
    """A folder as seen from here, by a path that ends in its name also where one stands in it."""
    return Path(os.path.relpath(path.parent)) / path.name


def target_of(folder: Path, what_if: bool = False) -> Path:
    """A folder to write to.

    Raises ProposalError (exit code 2) for a link, for what a build is made from and, for a what-if, what is committed.
    """
    check_target(folder)
    target = folder.resolve()
    for kept in (INPUTS, *KEPT, *([OUTPUT] if what_if else [])):
        if target.is_relative_to(kept.resolve()) or kept.resolve().is_relative_to(target):
            why = "is committed, and this is a what-if" if kept == OUTPUT else "is what it is made from"
            what = f"is no place for output: {os.path.relpath(kept)} {why}"
            raise ProposalError([Fault(Place(str(folder)), what, "name another folder")], USAGE)
    return folder


def folders(names: Iterable[str]) -> list[Path]:
    """The folders of the named proposals, or of all in inputs/. Raises ProposalError (exit code 2) where none is."""
    found = [folder(name) for name in names or _known()]
    if not found:
        raise ProposalError([Fault(Place(os.path.relpath(INPUTS)), "holds no proposal", "make a folder there")], USAGE)
    return found


def compared(base: str, target: str, name: str | None) -> list[Path]:
    """The folders of the proposals to compare: the named one, that of a side which is a folder, or all of either side.

    Two folders are compared with each other, unless a proposal is named. Raises UsageError where a folder has no
    counterpart, and ProposalError (exit code 2) where there is nothing to compare.
    """
    from generator.review.diff.sides import is_folder, proposals

    past = {one for side in (base, target) for one in proposals(INPUTS, side) if NAME.fullmatch(one)}
    # Where only the past has any, that there is none today is a difference, and no fault.
    here = [] if name in past or (past and not name and not _known()) else folders([name] if name else [])
    every = {one: as_seen(INPUTS / one) for one in past} | {path.name: path for path in here}
    named = [Path(one) for one in (base, target) if is_folder(one)]
    if len(named) > 1 and not name:
        return [Path(target)]
    only = Path(name).name if name else named[0].resolve().name if named else ""
    if only and only not in every:
        raise click.UsageError(f"the other side has no proposal {only}; name one with --proposal")
    return [every[one] for one in sorted(every) if only in ("", one)]


def only_folder(name: str | None) -> Path:
    """The folder of the named proposal, or of the only one. Raises UsageError where there are several."""
    found = folders([name] if name else [])
    if len(found) != 1:
        raise click.UsageError(f"there are {len(found)} proposals; name one with --proposal")
    return found[0]


def sheet_of(folder: Path, changes: Mapping[str, str]) -> "tuple[Proposal, Sheet]":
    """A proposal, with changes made to it first, and its figures."""
    from generator.figures.sheet import calculate
    from generator.inputs import load

    proposal = load(folder, changes)
    return proposal, calculate(proposal)


def product_of(path: Path, changes: Mapping[str, str]) -> "Product":
    """A proposal, with changes made to it first, and all that it becomes."""
    from generator.inputs import load  # --help needs none of it
    from generator.print.product import make

    return make(load(path, changes))


def checked(path: Path, output: Path, against: str) -> int:
    """Says what is found of a proposal; the exit code that it asks for."""
    from generator.review.check import check
    from generator.review.guardrails import committed

    try:
        product = product_of(path, {})
        terminal.say([f"{path.name}: inputs: ", Painted("valid", "good")])
        code = 0
        before = partial(committed, output, path.name, against)
        for verdict in check(product, path, Path(os.path.relpath(output)), before):
            said = Painted(verdict.says, "bad" if verdict.faults else "good")
            (terminal.give if verdict.faults else terminal.say)([f"{path.name}: {verdict.what}: ", said])
            terminal.give(*(f"    {line}" for line in verdict.shown))
            terminal.tell(verdict.faults)
            code = FOUND if verdict.faults else code
    except ProposalError as error:
        terminal.tell(error.faults)
        return error.exit_code
    return code
