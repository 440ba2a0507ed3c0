"""The commands, a module each. Here alone something is caught or told, or ends the process.

In: what the user typed. Out: what the command prints and writes, and its exit code.

Exit codes: 0 fine, 1 a check found something or a file cannot be written, 2 usage, 3 faulty inputs or a PDF that cannot
be read, 4 a missing system library, 5 what was asked for could not be found out, 130 interrupted.
"""

from generator.cli.group import main

__all__ = ["main"]
