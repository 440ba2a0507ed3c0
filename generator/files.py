"""Files: read within bounds, written whole or not at all, and known by their sums.

In: paths and bytes. Out: texts, files and sums; or a ProposalError that says which file, and why.

Anyone may have written a file that is read: nothing is read of what is no plain file (a pipe would wait, a device never
ends) or leads out of the folder, and no more than the bound.

The files of a build become new together. They are first completed in `.NAME.new` beside the old ones, each with its
number before its name; that folder is renamed to `.NAME.ready`, and its files move to their places in that order. What
a killed run left behind is settled by the next one: `.NAME.new` is litter; `.NAME.ready` is moved on to its end, where
every file in it is one of the name's own: either may have come with a pull request, which writes what it likes. A lock
on the target folder, which ends with the process, keeps two builds apart.
"""

import os
import re
import stat
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TypeAlias

from generator.errors import FOUND, USAGE, Place, refusal

MARK = r"(?:<{7}|\|{7}|>{7})(?: .*)?|={7}"
"""A line that a merge leaves where two sides wrote something else."""
MOST_INPUT, MOST_RECORD, MOST_SUMS = 1_000_000, 32_000_000, 1_000_000
"""Bytes of a file of inputs, of a text that is committed beside them, and of its sums."""
KINDS = r"md|figures\.json|reconciliation\.md|pdf|png|sha256"
"""How the files of a proposal that are committed end; its charts stand in a folder of its name."""
ON_DEMAND = ("html", "xlsx")
"""How those end that are made only when they are asked for, and never committed."""
OF_A_BUILD = rf"\.(?:{KINDS}|{'|'.join(ON_DEMAND)})"
SUM = r"([0-9a-f]{64})  (.+)"
Own: TypeAlias = Callable[[str], object]
"""Whether a path in the folder is one that is written under a name."""


def read_text(path: Path, most: int = MOST_INPUT, within: Path | None = None) -> str:
    """The text of a file; a link may lead to `within` alone. Raises FileNotFoundError, or ProposalError otherwise."""
    try:
        if within is not None and not path.resolve().is_relative_to(within.resolve()):
            raise refusal(path, f"is a link that leads out of {within}", "put the file itself there")
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        with open(handle, "rb") as file:  # noqa: PTH123  # of an open handle: what is looked at is what is read
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise OSError(0, "it is not a plain file")
            return text_of(file.read(most + 1), path, most)
    except FileNotFoundError:
        raise
    except (OSError, RuntimeError) as error:  # the latter for links that lead in a circle
        raise refusal(path, f"cannot be read: {getattr(error, 'strerror', '') or error}") from None


def read_if_there(path: Path) -> str | None:
    """The text of a file that is committed beside the inputs; None where it is not there. Raises as `read_text`."""
    with suppress(FileNotFoundError):
        return read_text(path, MOST_RECORD)
    return None


def text_of(data: bytes, path: Path, most: int) -> str:
    """The text that bytes of a file are. Raises ProposalError where they are more than `most`, or no UTF-8."""
    if len(data) > most:
        raise refusal(_place(path, data[:most]), f"longer than {most:,} bytes")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise refusal(_place(path, data[: error.start]), f"not UTF-8: {error.reason}", "save it as UTF-8") from None


def merge_marks(text: str) -> list[int]:
    """The lines, counted from 1, that a merge has left as marks of what its sides do not agree on."""
    if "<<<<<<<" not in text:
        return []
    return [number for number, line in enumerate(text.splitlines(), 1) if re.fullmatch(MARK, line)]


def _place(path: Path, before: bytes) -> Place:
    """The place in a file after so many bytes."""
    lines = before.decode("utf-8", "replace").split("\n")
    return Place(str(path), len(lines), len(lines[-1]) + 1, lines[-1])


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Waits until no other process is writing to the folder; no other one may until the block ends."""
    import fcntl  # a help text needs no lock

    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def own_files(name: str) -> Own:
    """Whether a path is that of a file that a build of a proposal may write."""
    return re.compile(rf"{re.escape(name)}(?:{OF_A_BUILD}|/[a-z][a-z0-9-]*\.svg)").fullmatch


def unfinished(folder: Path, name: str) -> bool:
    """Whether a run was ended while its files were moving to their places."""
    return (folder / f".{name}.ready").is_dir()


def settle(folder: Path, name: str, own: Own) -> None:
    """Ends what a killed run began: complete files move to their places, incomplete ones go.

    Raises ProposalError for what no such run has left.
    """
    if folder.is_dir():
        with told(folder), locked(folder):
            _settle(folder, name, own)


def replace_all(folder: Path, name: str, files: Mapping[str, bytes], own: Own) -> None:
    """Writes the files, by their paths in the folder, in order. Raises ProposalError where one cannot be written."""
    if not files:
        return
    import shutil  # as above

    check_target(folder)
    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder):
            _settle(folder, name, own)
            new = folder / f".{name}.new"
            try:
                for number, (path, data) in enumerate(files.items()):
                    _refuse_link(folder, path)
                    _complete((new / path).with_name(f"{number:06d} {Path(path).name}"), data)
                new.rename(folder / f".{name}.ready")
            except BaseException:
                shutil.rmtree(new, ignore_errors=True)
                raise
            _settle(folder, name, own)


def check_target(folder: Path) -> None:
    """Raises ProposalError (exit code 2) where the folder to write to is a link."""
    if folder.is_symlink():
        raise refusal(folder, "is a link", "name the folder that it leads to", USAGE)


def _refuse_link(folder: Path, path: str) -> None:
    """A file is replaced where it stands; what a link leads to does not belong to us."""
    for part in (folder / path, *(folder / path).parents):
        if part == folder:
            return
        if part.is_symlink():
            raise refusal(part, "is a link; it would be replaced", "remove it", FOUND)


def _complete(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path, name: str, own: Own) -> None:
    import shutil  # as above

    new, ready = folder / f".{name}.new", folder / f".{name}.ready"
    for left in (new, ready):
        if left.is_symlink():
            raise refusal(left, "is a link where a build keeps its files", "remove it", FOUND)
    if new.exists():
        shutil.rmtree(new)
    complete = sorted((path for path in ready.rglob("*") if path.is_symlink() or path.is_file()), key=lambda p: p.name)
    for file, path in [(file, _belongs(folder, ready, file, own)) for file in complete]:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        file.replace(folder / path)
    if ready.is_dir():
        shutil.rmtree(ready)


def _belongs(folder: Path, ready: Path, file: Path, own: Own) -> str:
    """Where a complete file belongs in the folder. Raises ProposalError where no run has left it there, or over a link.

    A folder of complete files may have come with a pull request, as any other.
    """
    path = file.relative_to(ready)
    path = path.with_name(file.name.partition(" ")[2] or file.name)
    if file.is_symlink() or not own(str(path)):
        what = f"is {'a link, which no' if file.is_symlink() else 'no file that a'} build leaves there"
        raise refusal(file, what, "remove it", FOUND)
    _refuse_link(folder, str(path))
    return str(path)


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """An error of the system, in a line; of a file that is on its way, the folder is named."""
    try:
        yield
    except OSError as error:
        where = error.filename2 or error.filename or folder
        place = folder if "/." in str(where) else where
        raise refusal(place, f"cannot be written: {error.strerror}", code=FOUND) from error


def file_of(name: str) -> str:
    """What the file of a proposal's sums is called; `sha256sum --check` reads it."""
    return f"{name}.sha256"


def sums(folder: Path, name: str) -> dict[str, str]:
    """The SHA-256 of each file by its path in the folder, as it was written; empty where that is not known.

    A merge may have left both sides' sums in it: then of each file the first holds.
    """
    path = folder / file_of(name)
    if path.is_symlink() or not path.is_file() or path.stat().st_size > MOST_SUMS:
        return {}
    return sums_of(path.read_text(encoding="utf-8", errors="replace"))


def sums_of(text: str) -> dict[str, str]:
    """The SHA-256 of each file by its path, that the text of such a file has."""
    found = (re.fullmatch(SUM, line) for line in text.splitlines())
    return {line[2]: line[1] for line in reversed([*found]) if line}


def renewed(folder: Path, name: str, files: Mapping[str, bytes], gone: Collection[str] = ()) -> bytes:
    """The text of the sums of files that are to be written, and of those that stay, as they were written before."""
    old = {path: known for path, known in sums(folder, name).items() if (folder / path).is_file() and path not in gone}
    every = old | {path: digest(data) for path, data in files.items()}
    return "".join(f"{every[path]}  {path}\n" for path in sorted(every)).encode()


def digest(data: bytes | str) -> str:
    """The SHA-256 of some bytes, or of a text, in hexadecimal."""
    import hashlib  # it loads OpenSSL, which takes as long as all else that a command without a digest loads

    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def altered(folder: Path, written: Mapping[str, str], path: str) -> bool:
    """Whether a file that is there is surely not as it was written; where that is not known, it is not."""
    file = folder / path
    return path in written and _is_plain(file) and digest(file.read_bytes()) != written[path]


def same(file: Path, data: bytes) -> bool:
    """Whether a file holds these bytes."""
    return _is_plain(file) and file.read_bytes() == data


def is_blob(path: Path, wanted: str) -> bool:
    """Whether a plain file holds what an object id names, its lines ending in LF or in CR LF."""
    if not _is_plain(path):
        return False
    data = path.read_bytes()
    return wanted in (blob_id(lines, len(wanted)) for lines in (data, data.replace(b"\r\n", b"\n")))


def blob_id(data: bytes, digits: int = 40) -> str:
    """The object id that git gives to the bytes of a file, of as many digits as the repository's have."""
    import hashlib  # as above

    kind = "sha256" if digits == 64 else "sha1"
    return hashlib.new(kind, b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _is_plain(file: Path) -> bool:
    return not file.is_symlink() and file.is_file()


def unnamed() -> IO[bytes]:
    """A file without a name, in memory where the system has such; whoever asks for it closes it."""
    if hasattr(os, "memfd_create"):
        return open(os.memfd_create("unnamed"), "w+b")  # noqa: PTH123  # of an open handle
    import tempfile  # it takes longer than all that a hook asks of git

    return tempfile.TemporaryFile()
