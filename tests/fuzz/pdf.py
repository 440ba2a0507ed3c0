"""`verify` as a target of fuzzing: whatever a PDF holds, a verdict or faults; nothing is written, fetched or started.

In: bytes. They are examined within this process, which is stricter than `verify`: that gives a file a process of its
own and tells of any other error there in a line; here it is a finding. Damage is done inside the PDF, to a file that it
carries, a page or any object, and only now and then to its bytes, which seldom get past the parser.
"""

import os
import random
import re
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

from generator.cache import cache_folder
from generator.errors import ProposalError
from tests.fuzz.guided import Target, instrument, take_over
from tests.remember import remembering

VERIFY = Target("verify", "tests.fuzz.pdf", longest=1 << 20, megabytes=2048)
FOLDER = Path("tests/proposals/small")
MODULES = [
    *("document.audit", "errors", "inputs.checks", "inputs.load", "inputs.quantities", "inputs.raw"),
    *("inputs.located_yaml", "numerals", "print.attachments", "print.audit", "print.opened", "document.record"),
    *("review.comparison", "review.verify"),
]
ACTS = (
    *("os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.link", "os.symlink", "os.truncate", "shutil.", "socket."),
    *("subprocess.Popen", "os.system", "os.exec", "os.fork", "os.posix_spawn"),
)
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
SCALAR = re.compile(rb'"[^"\n]*"|-?\b[\d.]+\b|\b\w+:')
ODD = [
    *(b'""', b"null", b"-1", b"0", b"1e400", b'"9"', b"[]", b"{}", b"[[1]]", b'"../x"', b'"\\ud800"', b"true"),
    *(b'"~13.3M"', b"0.1", b"x:", b"-", b"#", b"&a", b'"'),
]
OBJECTS: list[Any] = [True, -1, 10**12, pikepdf.Name.XX, pikepdf.String("9" * 300), b"\xff\xfe\x00", [], {}]


class ActError(AssertionError):
    """Something was written, fetched or started."""


def check(data: bytes) -> None:
    """Examines bytes as a PDF; anything but a verdict, or faults with exit code 3, is an error."""
    from generator.review.verify import as_lines, examine

    try:
        assert as_lines(examine(data, "x.pdf"))
    except ProposalError as error:
        told = (error.exit_code, bool(error.faults))
        if told != (3, True):
            raise


def guarded(work: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """The same, but raises ActError where Python is about to write, to fetch or to start something meanwhile.

    The user's own cache is left out: compiled templates are kept there, under names that no PDF has a say in.
    """
    within, own = False, str(cache_folder("."))

    def hear(event: str, told: tuple[Any, ...]) -> None:
        if not within:  # at the end of the process, what is named below is gone
            return
        acts = event.startswith(ACTS) or (event == "open" and told[2] & WRITES)
        if acts and not str(told[0]).startswith(own):
            raise ActError(f"{event} {told}")

    def run(data: bytes) -> None:
        nonlocal within
        within = True
        try:
            work(data)
        finally:
            within = False

    sys.addaudithook(hear)
    return run


def spoil(data: bytes, seed: int) -> bytes:
    """A PDF with one to three damages; where it is none, its bytes are damaged."""
    chance = random.Random(seed)
    if not chance.randrange(8):
        return turned(data, chance)
    try:
        with pikepdf.open(BytesIO(data)) as pdf, BytesIO() as file:
            for _ in range(chance.randint(1, 3)):
                chance.choice([_file, _file, _page, _object, _object])(pdf, chance)
            pdf.save(file, deterministic_id=True)
            return file.getvalue()
    except Exception:  # whatever it trips over, it is damaged
        return turned(data, chance)


def turned(data: bytes, chance: random.Random) -> bytes:
    """Bytes with a scalar put for another, a line lost or doubled, a few bytes turned, or the end cut off."""
    how, lines = chance.randrange(6), data.splitlines(keepends=True)
    at = chance.randrange(len(lines) or 1)
    scalars = list(SCALAR.finditer(data)) if how < 3 else []
    if scalars:
        one = chance.choice(scalars)
        new = chance.choice([*ODD, chance.choice(scalars)[0], one[0] * 50])
        return data[: one.start()] + new + data[one.end() :]
    if how == 3:
        return b"".join([*lines[:at], *lines[at + 1 :]])
    if how == 4:
        return b"".join([*lines[:at], *lines[at : at + 1] * 2, *lines[at + 1 :]])
    if chance.randrange(2):
        return data[: chance.randrange(len(data) + 1)]
    new_bytes = bytearray(data)
    for _ in range(min(len(data), chance.choice([1, 1, 3, 20]))):
        new_bytes[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(new_bytes)


def _file(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    specs: Any = list(pdf.Root.Names.EmbeddedFiles.Names)[1::2]
    stream = chance.choice(specs).EF.F
    stream.write(turned(stream.read_bytes(), chance))


def _page(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    page: Any = chance.choice(list(pdf.pages))
    page.Contents = pdf.make_stream(turned(page.Contents.read_bytes(), chance))


def _object(pdf: pikepdf.Pdf, chance: random.Random) -> None:
    every: Any = list(pdf.objects)
    one: Any = chance.choice(
        [one for one in every if isinstance(one, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream)]
    )
    key = chance.choice(list(range(len(one))) if isinstance(one, pikepdf.Array) else list(one.keys()))
    if chance.randrange(4):
        one[key] = chance.choice([*OBJECTS, *(chance.choice(every) for _ in range(6))])
    else:
        del one[key]


def corpus() -> list[bytes]:
    """A print, and the same saved with its objects packed."""
    from generator.inputs import load
    from generator.print.pdf import to_pdf
    from generator.print.product import make

    built = make(load(FOLDER))
    data = to_pdf(built.page, built.paper, built.attached)
    with pikepdf.open(BytesIO(data)) as pdf, BytesIO() as file:
        pdf.save(file, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return [data, file.getvalue()]


def main() -> None:
    """The process that atheris takes over."""
    instrument([f"generator.{name}" for name in MODULES])
    from generator.review import verify

    for name in ("make", "to_pdf"):
        vars(verify)[name] = remembering(vars(verify)[name])
    for one in Path(sys.argv[-1]).iterdir():
        check(
            one.read_bytes()
        )  # what is kept from run to run, such as compiled templates, is written before it is watched
    take_over(guarded(check), spoil)


if __name__ == "__main__":
    main()
