"""What a command said before of the same bytes, said again without working it out.

In: all that a command reads: the inputs, templates, code and output of a project, what git has of them, the packages
that are installed, and how the command was called. Out: the exit code and what was said, where that is known.

It is kept outside the repository, in a folder of the user's own, under the digest of all that was read: a byte that
is another makes it another digest. What lies in the repository, belongs to another user or is a link is never believed.
"""

import os
import stat
import sys
from _blake2 import blake2b  # hashlib has the same, and loads OpenSSL first, which takes longer than all of this
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import generator
from generator import git, terminal
from generator.cache import OTHERS_WRITE, cache_folder, keep
from generator.document.templates import FOLDER
from generator.errors import FAULTY, FOUND
from generator.files import MOST_RECORD
from generator.proposals import project_of

FORMAT = 3
MOST_BYTES = 1_000_000
"""The bytes of a verdict."""
ANEW = ("--no-cache", "--force", "--set", "--output", "--against")
"""What a word begins with by which something is asked for that is not kept: a what-if is nobody else's, another folder
is not read, and another revision may be a branch, which moves."""
REACHED = (0, FOUND, FAULTY)
"""The exit codes of a verdict. Others say that something could not be found out."""
HEARD = (*git.HEARD, "GITHUB_", "PRE_COMMIT", "LANG", "LC_", "TERM", "NO_COLOR", "COLUMNS", "TZ", "PYTHON")
"""What of the environment a command may say something by, by its beginning. A hook is told who commits, and when."""
PACKAGED = ("weasyprint/__init__.py", "font_source_sans_pro/files")
ZONES = "/usr/share/zoneinfo"
"""What is read of packages, by which a print is known to be current, and where a system has the clocks of the world."""
READ = ("inputs", "output", "templates")
"""What of a project git is asked for."""


def digest() -> str:
    """The digest of all that this process's command reads, and of how it was called; empty where nothing is kept of it.

    That is so for what is asked for anew, within a merge, where git cannot tell, and where a file cannot be read.
    """
    try:
        project = project_of(Path.cwd())
        if project is None or any(word.startswith(ANEW) for word in sys.argv[1:]):
            return ""
        every = blake2b("\0".join([*_called(), *_of_git(project.root)]).encode("utf-8", "surrogateescape"))
        folders = dict.fromkeys((project.inputs, project.output, project.templates.own or FOLDER, FOLDER), _read)
        folders[Path(generator.__file__).parent] = _dated
        for folder, told in folders.items():
            link = folder.is_symlink() and os.readlink(folder)  # noqa: PTH115  # as below
            every.update(f"\0{folder}\0{link}".encode("utf-8", "surrogateescape"))
            for path, mode, holds in _entries(str(folder), told):
                every.update(f"\0{path}\0{mode}\0{len(holds)}\0".encode("utf-8", "surrogateescape"))
                every.update(holds)
    except (OSError, git.GitError):
        return ""
    return every.hexdigest()


def said_again(read: str) -> int | None:
    """Says again what was said of all that was read, and gives its exit code; None where that is not known.

    Where it cannot be said either, the command is to find that out, and to tell it.
    """
    told = _recalled(read) if read else None
    if told is None:
        return None
    try:
        terminal.repeat(told[1])
    except OSError:
        return None
    return told[0]


def kept(work: Callable[[], int]) -> int:
    """The exit code of some work. A verdict is kept with all that was said, by `generator.terminal`, for the next time.

    The context of the command holds the digest of what was read, or nothing.
    """
    from click import get_current_context  # what is said again needs no click

    with terminal.heard() as texts:
        code = work()
    read = get_current_context().obj
    # What was written meanwhile, or changed by somebody else, is another digest.
    if read and code in REACHED and digest() == read:
        _keep(read, code, texts)
    return code


def not_kept() -> None:
    """What the command at work says is not kept: something could not be found out, and may be the next time."""
    from click import get_current_context  # as above

    get_current_context().obj = ""


def _called() -> Iterator[str]:
    yield from (str(FORMAT), repr(sys.argv[1:]), str(Path.cwd()), os.uname().release)
    yield from (sys.version, sys.executable, repr(bool(os.environ.get("GIT_INDEX_FILE"))), repr(terminal.looks()))
    for name, value in sorted(os.environ.items()):
        if name.startswith(HEARD) or name.endswith("_COMPLETE"):  # by which a shell asks for something else
            yield f"{name}={value}"
    yield from map(_state, [ZONES, *_installed()])


def _installed() -> Iterator[str]:
    """What says the version of each package that is installed, and what is read of some."""
    for place in sys.path:
        with suppress(OSError), os.scandir(place or ".") as entries:
            named = sorted(entry.path for entry in entries if entry.name.endswith((".dist-info", ".egg-info")))
            yield from (f"{one}/METADATA" if one.endswith(".dist-info") else one for one in named)
        for packaged in PACKAGED:
            path = os.path.join(place, packaged)  # noqa: PTH118  # as below
            yield path
            with suppress(OSError), os.scandir(path) as entries:
                yield from sorted(entry.path for entry in entries)


def _state(path: str) -> str:
    """What is another as soon as a file is: Python asks no more before it runs what it compiled once."""
    try:
        found = os.stat(path)  # noqa: PTH116  # as below
    except OSError:
        return ""
    return f"{path} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}"


def _of_git(root: Path) -> Iterator[str]:
    """What git has of the project: in the commit that is checked out, in the index, and its tags.

    Raises GitError where it cannot be told, as it cannot within a merge, a rebase or another step of several.
    """
    try:
        where = git.repository(root)
    except git.GitError as error:
        if error.why is not git.Why.NO_REPOSITORY:
            raise
        yield "no repository"
        return
    if any((where.directory / name).exists() for entry in git.STOPPED for name in entry[:2]):
        raise git.GitError(git.Why.FAILED, str(root))
    yield repr(git.ids_at(where, git.HEAD, root, READ))
    yield repr(git.index_of(where, root, READ))
    yield repr(where.tags)


def _read(entry: "os.DirEntry[str]") -> bytes:
    """The bytes of a file; of one that is longer than any that is read whole, what `_state` tells."""
    if entry.stat().st_size > MOST_RECORD:
        return _state(entry.path).encode("utf-8", "surrogateescape")
    with open(entry.path, "rb") as file:  # noqa: PTH123  # a Path for each of some hundreds would take longer
        return file.read()


def _dated(entry: "os.DirEntry[str]") -> bytes:
    return _state(entry.path).encode("utf-8", "surrogateescape")


def _entries(folder: str, told: "Callable[[os.DirEntry[str]], bytes]") -> Iterator[tuple[str, int, bytes]]:
    """All that lies in a folder and those below it, in its order: its mode, what is told of it and where a link leads.

    A folder holds nothing itself, but a check may tell of one that is empty; so it may of a link that leads nowhere.
    """
    if not os.path.isdir(folder):  # noqa: PTH112  # as above
        return
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        leads = os.fsencode(os.readlink(entry.path)) if entry.is_symlink() else b""  # noqa: PTH115  # as above
        mode = entry.stat(follow_symlinks=False).st_mode
        if entry.is_file():
            yield entry.path, mode, leads + told(entry)
        elif entry.name != "__pycache__":
            yield entry.path, mode, leads
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(entry.path, told)


def _recalled(read: str) -> tuple[int, list[tuple[str, str]]] | None:
    try:
        path = _folder() / read
        found = path.lstat()
        others = found.st_uid != os.geteuid() or found.st_mode & OTHERS_WRITE
        if others or not stat.S_ISREG(found.st_mode) or found.st_size > MOST_BYTES:
            return None
        known, _, verdict = path.read_bytes().partition(b"\n")
        if known != _sum(read, verdict):
            return None
        code, *said = verdict.decode("utf-8").split("\0")
        return int(code), [*zip(said[::2], said[1::2], strict=True)]
    except (OSError, ValueError):
        return None


def _keep(read: str, code: int, texts: Iterable[Sequence[str]]) -> None:
    """Keeps a verdict, whole or not at all; nothing where that cannot be.

    No text has a zero byte: it is shown as JSON writes it.
    """
    with suppress(OSError):
        verdict = "\0".join([str(code), *(part for text in texts for part in text)]).encode("utf-8")
        keep(_folder() / read, _sum(read, verdict) + b"\n" + verdict)


def _sum(read: str, verdict: bytes) -> bytes:
    """By what a verdict is known to be whole, and that of what was read."""
    return blake2b(read.encode() + verdict).hexdigest().encode()


def _folder() -> Path:
    """The folder of the user's own. Raises OSError where there is none that may be believed."""
    return cache_folder("verdicts", believed=True)
