"""Faults that a person can mend: where, what, how.

In: what a stage found wrong. Out: `ProposalError`, which carries every `Fault` at once, and its text.
"""

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

FOUND, USAGE, FAULTY, UNREACHED = 1, 2, 3, 5
"""Exit codes: a check found something or a file cannot be written; usage; inputs that cannot be read or are faulty; and
what was asked for could not be found out. (4 is a missing system library.)"""

GRAVITY = (0, UNREACHED, FOUND, USAGE, FAULTY)
"""What a command ends with where several things came out, the gravest last: what is wrong outweighs what is unknown."""

ROOT = Path(__file__).parent.parent
WIDEST, MOST_COMPARED = 120, 40
"""So much of a line is shown around the fault; and so many names, which may be like another, are compared in full."""


class Place(NamedTuple):
    """A position in a file: path as shown to the user, line and column from 1, and the text of that line."""

    file: str
    line: int = 0
    column: int = 0
    text: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    @property
    def short(self) -> str:
        """file:line, or the file where there is no line."""
        return f"{self.file}:{self.line}" if self.line else self.file

    def shown(self) -> str:
        """The line with a caret below the column, or nothing."""
        cut = max(0, self.column - WIDEST // 2) if len(self.text) > WIDEST else 0
        line = printable(self.text[cut : cut + WIDEST])
        return f"\n    {line}\n    {' ' * (self.column - 1 - cut)}^" if line.strip() else ""


class Fault(NamedTuple):
    """One thing that is wrong: its place, what it is, and a hint how to mend it."""

    place: Place
    what: str
    hint: str = ""

    def __str__(self) -> str:
        hint = f"; {self.hint}" if self.hint else ""
        return printable(f"{self.place}: {self.what}{hint}") + self.place.shown()

    def as_json(self) -> dict[str, str | int]:
        """The fault as a flat object; line and column are 0 where there is none."""
        return {**dict(zip(("file", "line", "column"), self.place, strict=False)), "what": self.what, "hint": self.hint}


class ProposalError(Exception):
    """Inputs, templates or files that a person can mend; `exit_code` is what the command ends with."""

    def __init__(self, faults: Iterable[Fault], exit_code: int = FAULTY) -> None:
        self.faults = tuple(sorted(set(faults)))
        self.exit_code = exit_code
        super().__init__(self.faults, exit_code)  # another process makes the same of them

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))


def refusal(place: object, what: str, hint: str = "", code: int = FAULTY) -> ProposalError:
    """The error of a single fault; a path or a name is its place."""
    return ProposalError([Fault(place if isinstance(place, Place) else Place(str(place)), what, hint)], code)


def install_hint(extra: str = "", root: Path = ROOT) -> str:
    """The line that installs what an extra needs into this environment, wherever it is typed."""
    import shlex  # a run that lacks nothing needs none of it

    checkout = (root / "pyproject.toml").is_file()
    what = f"{root if checkout else 'capacity-proposals'}{f'[{extra}]' if extra else ''}"
    options = ["-c", f"{root}/generator/constraints.txt", *(["-e"] if checkout else [])]
    return f"run: {shlex.join([sys.executable, '-m', 'pip', 'install', *options, what])}"


class FormulaError(Exception):
    """The formulas or their wiring are wrong: a fault of this program, not of the inputs; `function` is where."""

    def __init__(self, says: str, function: Callable[..., object] | None = None, hint: str = "") -> None:
        super().__init__(says)
        self.function, self.hint = function, hint

    def lines(self) -> list[str]:
        """What is wrong, with the function, its parameter and its module; and how to mend it."""
        where = ""
        if self.function is not None:
            where = f"{self.function.__module__.replace('.', '/')}.py:{self.function.__code__.co_firstlineno}: "
        return [printable(f"{where}{self}"), f"    {self.hint or 'this is a fault of the program, not of the inputs'}"]


def mistake(error: Exception) -> list[str]:
    """What is told of a mistake in the code: its line, in this process or another, and what Python says; what to do."""
    from traceback import format_exception  # a run without a mistake needs none of it

    elsewhere = str(error.__cause__) if type(error.__cause__).__name__ == "_RemoteTraceback" else ""
    text = (elsewhere or "".join(format_exception(error, chain=False))).strip('"\n')
    places = re.findall(r'File "(.+?)", line ([0-9]+)', text)
    code = ROOT / "generator"
    own = [(Path(file).relative_to(ROOT), line) for file, line in places if Path(file).is_relative_to(code)]
    where = "".join(f"{file}:{line}: " for file, line in own[-1:])
    what = "a mistake in the program, not in the inputs; with PYTHONDEVMODE=1 set, the way there is shown"
    return [printable(f"{where}{text.splitlines()[-1]}"), f"    {what}"]


def gravest(*codes: int) -> int:
    """The exit code of a command whose parts ended with these."""
    return max((0, *codes), key=GRAVITY.index)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The hint that names the closest known name, or all of them where they are few; else nothing."""
    from difflib import SequenceMatcher, get_close_matches  # a run without a fault needs none of it
    from heapq import nlargest

    names = sorted(known)
    lower = {name.lower(): name for name in names}
    matcher = SequenceMatcher(b=name.lower())

    def at_most(other: str) -> float:
        matcher.set_seq1(other)
        return matcher.quick_ratio()

    # To compare each of thousands of names in full takes long.
    if close := get_close_matches(name.lower(), nlargest(MOST_COMPARED, lower, key=at_most), 1):
        return f"did you mean {lower[close[0]]}?"
    return f"known: {', '.join(names)}" if 0 < len(names) <= 8 else ""


def listed(names: Sequence[str], most: int) -> str:
    """The first of some names, and how many more there are."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")


def printable(text: str) -> str:
    """One line that a terminal shows as it is: no character that moves the cursor, turns the text or hides."""
    return "".join(c if c.isprintable() else " " if c == "\t" else "\ufffd" for c in text)
