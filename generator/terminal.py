"""The one way out: every text that the program shows leaves through here, made fit for where it goes.

In: lines, whose parts may be painted; data; faults. Out: text on standard output and standard error.

A character that moves the cursor, turns the text or hides, or that the locale has no letter for, is shown as JSON
writes it, so that a JSON text stays what it is. A runner of GitHub Actions takes no command from a text. Colour is for
terminals alone. A full or closed output ends the command with exit code 1.
"""

import errno
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from io import StringIO
from typing import IO, Any, NamedTuple, TypeAlias

from generator.errors import Fault, printable

STYLES: Mapping[str, int] = {"head": 1, "faint": 2, "bad": 31, "good": 32, "warning": 33, "place": 36}
"""What a part of a line may be painted as, by what it means: bold, dim or a colour, by its number on a terminal."""

NARROWEST, UNKNOWN_WIDTH = 40, 80
"""Columns of a line: at the least, and where nothing shows it to a person."""

QUIET, TOLD = "generator.quiet", "generator.told"
"""Where a command keeps that only faults are wanted, and what it has said, where that is to be known."""

KEPT = "\n\t"
COMMAND = r"(?m)^(\s*):(?=:)|##(?=\w*\[)"
"""What a runner would take for a command to itself, in the line of a log."""

FORMULA = r"[=+\-@\t\r\n＝＋－＠]"
NUMBER = r"(?ai)[+-]?\d+(\.\d+)?(e[+-]?\d+)?"
"""What a spreadsheet works out where a cell begins with it, and what is a number all the same."""


class Painted(NamedTuple):
    """A part of a line, and what it is painted as on a terminal with colours."""

    text: str
    style: str


Part: TypeAlias = str | Painted
Line: TypeAlias = str | Sequence[Part]
"""A line is its parts in order; a text by itself is one that nothing paints."""


def plain(line: Line) -> str:
    """The line's text, unpainted."""
    return line if isinstance(line, str) else "".join(part if isinstance(part, str) else part.text for part in line)


def visible(text: str) -> str:
    """Text that a terminal shows as it is: each other character, but tabs and ends of lines, as JSON writes it."""
    return _replaced(text, _shown)


def _shown(character: str) -> bool:
    wide_space = character.isspace() and character >= "\u00a0" and character not in "\u2028\u2029"
    return character.isprintable() or character in KEPT or wide_space


def _replaced(text: str, keeps: Callable[[str], bool]) -> str:
    odd = [letter for letter in set(text) if not keeps(letter)]
    if not odd:
        return text
    import json  # --help needs none of it

    return text.translate({ord(letter): json.dumps(letter)[1:-1] for letter in odd})


def cell(value: object) -> object:
    """A value of a table, so that no spreadsheet takes it for a formula; a number stays one."""
    text = str(value)
    return f"'{text}" if re.match(FORMULA, text) and not re.fullmatch(NUMBER, text) else value


def width() -> int:
    """The columns of the terminal; eighty where the output goes elsewhere."""
    return max(NARROWEST, _size()[0]) if _is_terminal(sys.stdout) else UNKNOWN_WIDTH


def columns(rows: Sequence[Sequence[Part]], right: Iterable[int] = ()) -> list[Line]:
    """Rows as lines whose columns stand below each other; those numbered in `right` end together."""
    lengths = [[len(plain((part,))) for part in row] for row in rows]
    widths, ends = [*map(max, zip(*lengths, strict=True))], set(right)
    lines: list[Line] = []
    for row, own in zip(rows, lengths, strict=True):
        parts: list[Part] = []
        for index, (part, length) in enumerate(zip(row, own, strict=True)):
            room, last = " " * (widths[index] - length), index == len(row) - 1
            parts += [room, part] if index in ends else [part, "" if last else room]
            parts.append("" if last else "  ")
        lines.append([part for part in parts if part])
    return lines


def _size() -> tuple[int, int]:
    from shutil import get_terminal_size  # what is only said again needs none of it

    return get_terminal_size((UNKNOWN_WIDTH, 0))


def say(*lines: Line) -> None:
    """Lines of a report, which `--quiet` leaves out."""
    if not _quiet():
        give(*lines)


def give(*lines: Line) -> None:
    """Lines that were asked for. Raises OSError where they cannot be written."""
    text = "".join(f"{_fit(line, sys.stdout)}\n" for line in lines)
    _remember("out", text)
    try:
        _write(sys.stdout, text)
    except OSError as error:
        raise OSError(error.errno, f"cannot be written: {error.strerror}", "standard output") from error


def give_long(lines: Sequence[Line]) -> None:
    """Lines that were asked for, through the pager where they are more than the terminal has."""
    if not (_is_terminal(sys.stdout) and _is_terminal(sys.stdin)) or len(lines) < _size()[1]:
        give(*lines)
        return
    import signal  # a pager alone needs it

    from click import echo_via_pager

    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # it belongs to the pager
    try:
        echo_via_pager("".join(f"{_fit(line, sys.stdout)}\n" for line in lines))
    finally:
        signal.signal(signal.SIGINT, before)


def give_json(values: Sequence[Any]) -> None:
    """A list as JSON, an item a line where it is a list of texts or a flat object."""
    import json

    give(json.dumps(values, ensure_ascii=False, indent=1))


def give_csv(rows: Sequence[Mapping[str, object]], names: Sequence[str]) -> None:
    """Rows as CSV below their names, safe to open in a spreadsheet."""
    import csv  # a table alone needs it

    text = StringIO()
    writer = csv.DictWriter(text, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: cell(row[name]) for name in names} for row in rows)
    give(text.getvalue().removesuffix("\n"))


def tell(faults: Iterable[Fault]) -> None:
    """Faults on standard error; on GitHub Actions, where a runner reads both streams, as annotations there as well."""
    for fault in faults:
        place, (first, *rest) = printable(str(fault.place)), str(fault).split("\n")
        warn([Painted(place, "place"), first.removeprefix(place)], *rest)
        if _on_runner():
            _write_aside(f"::error {_annotation(fault)}\n")


def warn(*lines: Line) -> None:
    """Lines on standard error. Where that cannot be written to, the exit code is all that is left to say it."""
    _write_aside("".join(f"{_fit(line, sys.stderr)}\n" for line in lines))


def progress(name: str, doing: str) -> None:
    """Says on a terminal what is being done."""
    if _is_terminal(sys.stderr) and not _quiet():
        _write_aside(f"{_fit([Painted(f'{name}: {doing} …', 'faint')], sys.stderr)}\n", passing=True)


@contextmanager
def heard() -> Iterator[list[list[str]]]:
    """What is said meanwhile, each text with the stream that it went to; progress is left out."""
    said = _meta()[TOLD] = list[list[str]]()
    try:
        yield said
    finally:
        _meta().pop(TOLD, None)


def repeat(texts: Iterable[Sequence[str]]) -> None:
    """Says again what was said before."""
    for stream, text in texts:
        if stream == "out":
            _write(sys.stdout, text)
        else:
            _write_aside(text, passing=True)


def looks() -> tuple[object, ...]:
    """How a text is made fit for its stream: colour, letters, and for whom."""
    streams = (sys.stdout, sys.stderr)
    return (*((_is_terminal(one), getattr(one, "encoding", "")) for one in streams), _on_runner())


def last_words(text: str) -> None:
    """A constant text at the end of a process, from whatever place it is at."""
    with suppress(OSError):
        os.write(2, text.encode("ascii"))


def _meta() -> dict[str, Any]:
    """What the command at work keeps for all of its parts; of nothing where none is."""
    from click import get_current_context  # what is only said again needs no click

    context = get_current_context(silent=True)
    return context.meta if context else {}


def _quiet() -> bool:
    return bool(_meta().get(QUIET))


def _is_terminal(stream: IO[str] | None) -> bool:
    return bool(stream and stream.isatty())


def _on_runner() -> bool:
    return os.environ.get("GITHUB_ACTIONS") == "true"


def _fit(line: Line, stream: IO[str] | None) -> str:
    colour = _is_terminal(stream) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    if isinstance(line, str):
        texts = [(line, "")]
    else:  # it is a single one, whatever its parts say
        texts = [(part.text, part.style) if isinstance(part, Painted) else (part, "") for part in line]
        texts = [(text.replace("\n", "\\n"), style) for text, style in texts]
    fit = [(_letters(visible(text), stream), style) for text, style in texts]
    if colour:
        return "".join(f"\x1b[{STYLES[style]}m{text}\x1b[0m" if style else text for text, style in fit)
    whole = "".join(text for text, _ in fit)
    return re.sub(COMMAND, _disarmed, whole) if _on_runner() else whole


def _disarmed(found: re.Match[str]) -> str:
    return f"{found[1]}\\u003a" if found[1] is not None else "#\\u0023"


def _letters(text: str, stream: IO[str] | None) -> str:
    """Text in the letters of the stream's encoding; any other as JSON writes it."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return _replaced(text, lambda letter: bool(letter.encode(encoding, "ignore")))


def _remember(stream: str, text: str) -> None:
    _meta().get(TOLD, []).append([stream, text])


def _write_aside(text: str, passing: bool = False) -> None:
    if not passing:
        _remember("err", text)
    with suppress(OSError, ValueError):
        _write(sys.stderr, text)


def _write(stream: IO[str] | None, text: str) -> None:
    if stream is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    stream.write(text)
    stream.flush()


def let_go_unless_written() -> None:
    """What could not be written, and was told, is not tried again when the process ends, which would end with 120."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except OSError:
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _annotation(fault: Fault) -> str:
    """A fault as GitHub reads it: a comma or a colon would end a part of its place."""
    file = _escaped(fault.place.file).replace(":", "%3A").replace(",", "%2C")
    where = [f"file={file}"] * bool(file) + [f"line={fault.place.line}"] * bool(fault.place.line)
    return f"{','.join(where)}::{_escaped('; '.join(part for part in (fault.what, fault.hint) if part))}"


def _escaped(text: str) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return re.sub(COMMAND, _disarmed, _letters(visible(text), sys.stderr))
