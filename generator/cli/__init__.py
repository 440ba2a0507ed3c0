"""The commands, a module each. Here alone something is caught or told, or ends the process.

In: what the user typed. Out: what the command prints and writes, and its exit code.

Exit codes: 0 fine, 1 a check found something or a file cannot be written, 2 usage, 3 faulty inputs or a PDF that cannot
be read, 4 a missing system library, 5 what was asked for could not be found out, 130 interrupted.
"""

import atexit
import gc
import signal
import sys

RARELY = (1_000_000, 20, 20)
"""Thresholds of the garbage collector: a command is short and makes many small objects that all live to its end."""
ROOM = 1 << 16
"""How many words a frame has for its own values. Python puts frames into pieces of 16 KiB, and has a piece
mapped anew whenever a call crosses the edge of one. Behind a frame as large as this, all others have room in one piece.
"""


def end_plainly() -> None:
    """Until the command can say so in a line, Ctrl-C ends the process without one; it stays ignored where it was."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


def main() -> None:
    """Runs the command line that was typed, and ends the process; what was said before of the same bytes is repeated.

    A command needs the library that reads command lines, and its own; to repeat what it said needs neither.
    """
    end_plainly()
    gc.set_threshold(*RARELY)
    # What is left at the end goes with the process: looking for circles in it first would take a tenth of the time.
    atexit.register(gc.freeze)
    from generator.terminal import let_go_unless_written  # an older Python, which is turned away, cannot load it

    atexit.register(let_go_unless_written)
    read = ""
    if sys.argv[1:2] in (["build"], ["check"]) and not {"-h", "--help"} & {*sys.argv}:
        from generator.cli import remembered

        read = remembered.digest()
        code = remembered.said_again(read)
        if code is not None:
            sys.exit(code)
    run(read)


def run(read: str) -> None:
    """Runs the command line; a mistake in the code, while it is loaded or at work, is told in two lines."""
    try:
        from generator.cli.group import main as commands

        commands(obj=read)
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        from generator import terminal
        from generator.errors import FOUND, mistake

        terminal.warn(*mistake(error))
        sys.exit(FOUND)


run.__code__ = run.__code__.replace(co_stacksize=ROOM)
