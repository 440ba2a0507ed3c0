"""How a command ends: faults that a person can mend are told in a line, each with its exit code."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import click

from generator import terminal
from generator.bootstrap import programs_path
from generator.errors import FOUND, FormulaError, ProposalError, refusal

INTERRUPTED = 130


class Group(click.Group):
    """Faults that a person can mend are printed without a traceback and end with their exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; an error of the system becomes a ProposalError."""
        # Validation is that of the records alone; to look for packages that change it takes a fortieth of the time.
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
        # Nothing here multiplies matrices: threads that wait for some cost more than all that is drawn.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        os.environ["PATH"] = programs_path()
        try:
            with _ended_by_ctrl_c():
                return super().invoke(ctx)
        except BrokenPipeError:
            raise  # whoever read has enough, and nobody is there to be told
        except OSError as error:
            where = error.filename2 or error.filename or ctx.invoked_subcommand
            raise refusal(where, error.strerror or str(error), code=FOUND) from error

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """Runs the command line; what ends it is told in a line, with its exit code."""
        run: Callable[..., Any] = super().main
        try:
            code = run(*args, standalone_mode=False, **extra)
        except ProposalError as error:
            terminal.tell(error.faults)
            code = error.exit_code
        except FormulaError as error:
            terminal.warn(*error.lines())
            code = FOUND
        except click.ClickException as error:
            if not standalone_mode:
                raise
            told = StringIO()
            error.show(told)
            terminal.warn(told.getvalue().rstrip("\n"), *_named_bare(error))
            code = error.exit_code
        except OSError as error:  # a text of click's own, such as a help
            code = FOUND
            if not isinstance(error, BrokenPipeError):
                terminal.warn(f"standard output: cannot be written: {os.strerror(error.errno or 0)}")
        if standalone_mode:
            sys.exit(code)
        return code


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
    # While the module that begins processes is itself being loaded, it has begun none, and cannot say so.
    children: Callable[[], Any] = getattr(sys.modules.get("multiprocessing"), "active_children", list)
    for child in children():
        child.kill()
    terminal.last_words("interrupted; what was written before stands whole\n")
    os._exit(INTERRUPTED)
