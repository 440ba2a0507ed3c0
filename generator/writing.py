"""Files of a build become new together, each whole, whatever ends the process.

In: the folder to write to, a name, and the bytes of each file. Out: files; or a ProposalError, and all as it was.

New files are first completed in `.NAME.new` beside the old ones, each with its number before its name; that folder is
renamed to `.NAME.ready`, and its files move to their places in that order. What a killed run left behind is settled by
the next one: `.NAME.new` is litter; `.NAME.ready` is moved on to its end. A lock on the target folder, which ends with
the process, keeps two builds apart.
"""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from generator.errors import FOUND, USAGE, Fault, Place, ProposalError


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


def settle(folder: Path, name: str) -> None:
    """Ends what a killed run began: complete files move to their places, incomplete ones go."""
    if folder.is_dir():
        with _told(folder), locked(folder):
            _settle(folder, name)


def replace_all(folder: Path, name: str, files: Mapping[str, bytes]) -> None:
    """Writes the files, by their paths in the folder, in order. Raises ProposalError where one cannot be written."""
    if not files:
        return
    check_target(folder)
    with _told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder):
            _settle(folder, name)
            new = _new(folder, name)
            try:
                for number, (path, data) in enumerate(files.items()):
                    _refuse_link(folder, path)
                    _complete((new / path).with_name(f"{number:06d} {Path(path).name}"), data)
                new.rename(_ready(folder, name))
            except BaseException:
                shutil.rmtree(new, ignore_errors=True)
                raise
            _settle(folder, name)


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


def _settle(folder: Path, name: str) -> None:
    new, ready = _new(folder, name), _ready(folder, name)
    for link in (one for one in (new, ready) if one.is_symlink()):
        raise ProposalError([Fault(Place(str(link)), "is a link where a build keeps its files", "remove it")], FOUND)
    if new.exists():
        shutil.rmtree(new)
    complete = sorted((path for path in ready.rglob("*") if path.is_symlink() or path.is_file()), key=lambda p: p.name)
    for file, path in [(file, _belongs(folder, ready, file)) for file in complete]:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        file.replace(folder / path)
    if ready.is_dir():
        shutil.rmtree(ready)


def _belongs(folder: Path, ready: Path, file: Path) -> str:
    """Where a complete file belongs in the folder. Raises ProposalError where it, or what it would replace, is a link.

    A folder of complete files may have come with a pull request, as any other.
    """
    path = file.relative_to(ready)
    path = path.with_name(file.name.partition(" ")[2] or file.name)
    if file.is_symlink():
        raise ProposalError([Fault(Place(str(file)), "is a link, which no build leaves there", "remove it")], FOUND)
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
