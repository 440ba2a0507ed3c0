"""Files of a build become new together, each whole, whatever ends the process.

In: the folder to write to, a name, the bytes of each file, and which files are the name's own. Out: files; or a
ProposalError, and all as it was.

New files are first completed in `.NAME.new` beside the old ones, each with its number before its name; that folder is
renamed to `.NAME.ready`, and its files move to their places in that order. What a killed run left behind is settled by
the next one: `.NAME.new` is litter; `.NAME.ready` is moved on to its end, where every file in it is one of the name's
own: either may have come with a pull request, which writes what it likes. A lock on the target folder, which ends with
the process, keeps two builds apart.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from generator.errors import FOUND, USAGE, Fault, Place, ProposalError

Own: TypeAlias = Callable[[str], object]
"""Whether a path in the folder is one that is written under a name."""


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


def unfinished(folder: Path, name: str) -> bool:
    """Whether a run was ended while its files were moving to their places."""
    return _ready(folder, name).is_dir()


def settle(folder: Path, name: str, own: Own) -> None:
    """Ends what a killed run began: complete files move to their places, incomplete ones go.

    Raises ProposalError for what no such run has left.
    """
    if folder.is_dir():
        with _told(folder), locked(folder):
            _settle(folder, name, own)


def replace_all(folder: Path, name: str, files: Mapping[str, bytes], own: Own) -> None:
    """Writes the files, by their paths in the folder, in order. Raises ProposalError where one cannot be written."""
    if not files:
        return
    check_target(folder)
    with _told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder):
            _settle(folder, name, own)
            new = _new(folder, name)
            try:
                for number, (path, data) in enumerate(files.items()):
                    _refuse_link(folder, path)
                    _complete((new / path).with_name(f"{number:06d} {Path(path).name}"), data)
                new.rename(_ready(folder, name))
            except BaseException:
                shutil.rmtree(new, ignore_errors=True)
                raise
            _settle(folder, name, own)


def check_target(folder: Path) -> None:
    """Raises ProposalError (exit code 2) where the folder to write to is a link."""
    if folder.is_symlink():
        raise ProposalError([Fault(Place(str(folder)), "is a link", "name the folder that it leads to")], USAGE)


def _new(folder: Path, name: str) -> Path:
    return folder / f".{name}.new"


def _ready(folder: Path, name: str) -> Path:
    return folder / f".{name}.ready"


def _refuse_link(folder: Path, path: str) -> None:
    """A file is replaced where it stands; what a link leads to is none of ours."""
    for part in (folder / path, *(folder / path).parents):
        if part == folder:
            return
        if part.is_symlink():
            raise ProposalError([Fault(Place(str(part)), "is a link; it would be replaced", "remove it")], FOUND)


def _complete(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path, name: str, own: Own) -> None:
    new, ready = _new(folder, name), _ready(folder, name)
    for link in (one for one in (new, ready) if one.is_symlink()):
        raise ProposalError([Fault(Place(str(link)), "is a link where a build keeps its files", "remove it")], FOUND)
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
        what = "is a link, which no build leaves there" if file.is_symlink() else "is no file that a build leaves there"
        raise ProposalError([Fault(Place(str(file)), what, "remove it")], FOUND)
    _refuse_link(folder, str(path))
    return str(path)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """An error of the system, in a line."""
    try:
        yield
    except OSError as error:
        where = error.filename2 or error.filename or folder
        what = f"cannot be written: {error.strerror}"
        raise ProposalError([Fault(Place(str(folder if "/." in str(where) else where)), what)], FOUND) from error
