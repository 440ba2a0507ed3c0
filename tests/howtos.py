"""The how-tos of the READMEs, followed word for word.

In: the text below a heading, with its fenced blocks. Out: steps, and a checkout after them. A block belongs to the file
that the paragraph before it names, or else to that of the block before: a `diff` is put in where its lines stand, a
block after “a new file” is that file, one after “at the end of” follows what is there, `sh` is typed.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FILE = re.compile(r"`([\w./-]+\.(?:py|yaml|j2))`")
COMMAND = 'proposal() { "$0" -c "from generator.cli import main; main()" "$@"; }\n'


class Step(NamedTuple):
    """A fenced block: its kind, the file that it is about, what is said before it, and its text."""

    kind: str
    file: str
    said: str
    block: str


def section(text: str, heading: str) -> str:
    """What stands below a heading, to the next of its level. Raises ValueError where there is none."""
    # A block may hold headings of its own.
    parts = re.split(r"^(```.*?^```$)", text, flags=re.MULTILINE | re.DOTALL)
    marked = "".join(part.replace("\n## ", "\n\f## ") if not part.startswith("```") else part for part in parts)
    _, found, rest = marked.partition(f"\n\f## {heading}\n")
    if not found:
        raise ValueError(f"there is no heading {heading}")
    return rest.partition("\f")[0]


def steps(text: str) -> Iterator[Step]:
    """The blocks of a text, in order."""
    file = ""
    before, *fenced = re.split(r"^```", text, flags=re.MULTILINE)
    for opened, after in zip(fenced[::2], fenced[1::2], strict=True):
        said = before.rstrip().rpartition("\n\n")[2].strip()
        named = FILE.search(said)
        file = named[1] if named else file
        kind, _, block = opened.partition("\n")
        yield Step(kind, file, said, block)
        before = after


def follow(step: Step, folder: Path) -> None:
    """Does what a step says, but for its commands, where nobody has yet. Raises ValueError where it cannot be done."""
    path, said = folder / step.file, " ".join(step.said.lower().split())
    if step.kind != "diff" and path.exists() and step.block in path.read_text(encoding="utf-8"):
        return
    if step.kind == "diff":
        path.write_text(patched(path.read_text(encoding="utf-8"), step.block), encoding="utf-8")
    elif "a new file" in said and not path.exists():
        path.write_text(step.block, encoding="utf-8")
    elif "at the end of" in said and path.exists():
        apart = "\n\n" if step.kind == "python" else ""
        path.write_text(path.read_text(encoding="utf-8") + apart + step.block, encoding="utf-8")
    else:
        raise ValueError(f"{step.file}: {step.said!r} does not say what to do")


def patched(text: str, diff: str) -> str:
    """A text with a difference put in, if it is not there. Raises ValueError unless its old lines stand there once."""
    lines = diff.splitlines(keepends=True)
    old, new = ("".join(line[1:] or "\n" for line in lines if line[:1] != other) for other in "+-")
    if new in text:
        return text
    if text.count(old) != 1:
        raise ValueError(f"these lines stand there {text.count(old)} times:\n{old}")
    return text.replace(old, new)


def typed(commands: str, folder: Path) -> str:
    """What commands print, typed in a folder. Raises AssertionError where one fails."""
    line = ["sh", "-euc", COMMAND + commands, sys.executable]
    done = subprocess.run(line, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout
