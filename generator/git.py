"""What git keeps of another day: files at a revision, read from its objects; nothing is ever checked out.

In: the root of the project, a revision and a path. Out: texts; or a GitError that says why it cannot be told. That a
file was not there is an answer, and never an error.

A pull request may write any file of the work tree, and git takes its orders from files. So the repository is looked for
once, from the root of the project upward, and is named in every call: what lies below the root is never asked whether
it is one. Only commands that start no other program are used, by their object ids, and never over a network.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from generator.bootstrap import programs_path
from generator.errors import UNREACHED, USAGE, Fault, Place, ProposalError, printable
from generator.files import MOST_RECORD, text_of

ORDERS = (
    *("--no-pager", "--no-replace-objects", "--literal-pathspecs"),
    *("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "safe.bareRepository=explicit"),
)
HEARD = ("GIT_CONFIG_", "GIT_EXEC_PATH", "GIT_TEST_")
"""What git hears of its user. All else of its environment is of one repository, which a hook's need not be."""
TOLD = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
"""Nothing is fetched, whatever is missing; nothing is written; and what git says is in the words known here."""
NO_INDEX: Mapping[str, str] = MappingProxyType({})
FILE_MODES = ("100644", "100755")


class Why(Enum):
    """Why git cannot tell: what is wrong, and how it is mended."""

    NO_GIT = "cannot be read: git is not installed", ""
    NO_REPOSITORY = "cannot be read: this is no git repository", ""
    NOT_OWNED = (
        "cannot be read: the repository belongs to somebody else, and git does not trust it",
        "if you do, run: git config --global --add safe.directory {top}",
    )
    IN_ITS_OWN_TREE = (
        "cannot be read: the repository lies in its own work tree, where a commit may write to it",
        "move it out of there",
    )
    NO_COMMIT = "there is no commit yet", ""
    NO_REVISION = "there is no such revision", "git log --oneline shows the revisions"
    SHALLOW = "there is no such revision in this shallow clone", "run: git fetch --unshallow"
    LACKING = "is not wholly in this clone, which leaves objects out", "run: git fetch --refetch --no-filter"
    FAILED = "cannot be read: git failed", ""


class GitError(ProposalError):
    """Git cannot tell, and `why`. The exit code is 2 for a revision that is not there, else 5: it was not found out."""

    def __init__(self, why: Why, named: str, top: str = "", said: str = "") -> None:
        self.why, self.known = why, (named, top, said)
        what, hint = why.value
        what += f": {printable(said)}" if said else ""
        code = USAGE if why in (Why.NO_REVISION, Why.NO_COMMIT) else UNREACHED
        super().__init__([Fault(Place(named), what, hint.format(top=top))], code)

    def __reduce__(self) -> tuple[type, tuple[Why, *tuple[str, ...]]]:  # type: ignore[override]
        """What a process sends to another in its place."""
        return type(self), (self.why, *self.known)


class Repository(NamedTuple):
    """A work tree, the folder of git that belongs to it, the program that reads it, and whether its past is cut off."""

    top: Path
    directory: Path
    program: str
    shallow: bool


class Entry(NamedTuple):
    """A file or folder of a revision: its path from the top, git's mode and object id, and the bytes of a file."""

    path: str
    mode: str
    id: str
    size: int


def repository(root: Path) -> Repository:
    """The repository that a project stands in: that of the closest folder, from its root upward, with a `.git`.

    Raises GitError: NO_GIT, NO_REPOSITORY, NOT_OWNED, IN_ITS_OWN_TREE or FAILED.
    """
    start = _plain(root)
    program = shutil.which("git", path=programs_path())
    if program is None:
        raise GitError(Why.NO_GIT, str(root))
    top = next((folder for folder in (start, *start.parents) if os.path.lexists(folder / ".git")), None)
    if top is None:
        raise GitError(Why.NO_REPOSITORY, str(root))
    asked = ("rev-parse", "--absolute-git-dir", "--git-common-dir", "--is-shallow-repository")
    done = _run([program, *ORDERS, *asked], top)
    if done.code:
        raise _not_found(done.said, root, top)
    directory, common, shallow = os.fsdecode(done.data).removesuffix("\n").split("\n")
    inner = top.resolve()
    for place in (Path(directory).resolve(), (top / common).resolve()):
        if place.is_relative_to(inner) and not place.is_relative_to(inner / ".git"):
            raise GitError(Why.IN_ITS_OWN_TREE, os.path.relpath(place), str(top))
    return Repository(top, Path(directory), program, shallow == "true")


def commit_of(where: Repository, revision: str) -> str:
    """The hash of the commit that a revision is. Raises GitError: NO_COMMIT, NO_REVISION, SHALLOW or FAILED."""
    wanted = f"{revision}^{{commit}}"
    done = ask(where, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
    found = done.data.decode("ascii", "replace").strip()
    if not done.code and found:
        return found
    if revision in ("HEAD", "@"):
        raise GitError(Why.NO_COMMIT, revision)
    raise GitError(Why.SHALLOW if where.shallow else Why.NO_REVISION, revision)


def parting_of(where: Repository, one: str, other: str) -> str:
    """The hash of the commit at which two revisions parted; empty where they have none in common. Raises GitError."""
    done = ask(where, "merge-base", commit_of(where, one), commit_of(where, other))
    return done.data.decode("ascii", "replace").strip()


def file_at(where: Repository, revision: str, path: Path, most: int = MOST_RECORD) -> str | None:
    """The text of a file at a revision; None where the revision has no such file.

    Raises GitError where it cannot be told, and ProposalError for a file that is a link, is longer than `most` bytes,
    or is no UTF-8.
    """
    commit = commit_of(where, revision)
    found = [one for one in listed(where, commit, within(where, path)) if one.path == within(where, path)]
    return next(iter(texts_of(where, revision, found, most).values()), None)


def files_at(where: Repository, revision: str, folder: Path, names: Iterable[str], most: int) -> dict[str, str]:
    """The texts of the named files of a folder at a revision, by name, those that it has; none where it is not there.

    Raises as `file_at` does.
    """
    inside, wanted = f"{within(where, folder)}/", {*names}
    entries = listed(where, commit_of(where, revision), inside)
    return texts_of(where, revision, [one for one in entries if one.path.removeprefix(inside) in wanted], most)


def folders_at(where: Repository, revision: str, folder: Path) -> list[str]:
    """The names of the folders in a folder at a revision; none where it was not there. Raises GitError."""
    entries = listed(where, commit_of(where, revision), f"{within(where, folder)}/")
    return [Path(one.path).name for one in entries if one.mode == "040000"]


def commits(where: Repository, root: Path, folders: Sequence[str]) -> list[str]:
    """The hashes of all commits that changed files in these folders of a root, the newest first. Raises GitError."""
    paths = [(Path(within(where, root)) / folder).as_posix() for folder in folders]
    done = ask(where, "rev-list", "--all", "--end-of-options", "--", *paths)
    if done.code:
        raise failed(done, "--all")
    return done.data.decode("ascii", "replace").split()


def ids_at(where: Repository, commit: str, root: Path, folders: Sequence[str]) -> dict[str, str]:
    """The object id of each file in these folders of a root at a commit, by its path. Raises GitError."""
    here = Path(within(where, root))
    entries = listed(where, commit, "-r", *(f"{(here / folder).as_posix()}/" for folder in folders))
    return {Path(one.path).relative_to(here).as_posix(): one.id for one in entries}


def listed(where: Repository, commit: str, *asked: str) -> list[Entry]:
    """What a commit has at paths, with the size of each file: nothing of it is read yet."""
    options, paths = [one for one in asked if one == "-r"], [one for one in asked if one != "-r"]
    done = ask(where, "ls-tree", "-l", "-z", "--full-name", *options, "--end-of-options", commit, "--", *paths)
    if done.code:
        raise failed(done, commit)
    rows = (row.partition("\t") for row in os.fsdecode(done.data).split("\0") if row)
    return [_entry(facts.split(), path) for facts, _, path in rows]


def _entry(facts: list[str], path: str) -> Entry:
    mode, _, name, size = facts
    return Entry(path, mode, name, int(size) if size.isdigit() else 0 if mode == "040000" else -1)


def texts_of(where: Repository, revision: str, entries: Sequence[Entry], most: int) -> dict[str, str]:
    """The texts of files, by name: links and files that are too long are refused before anything is read."""
    files = [one for one in entries if one.mode in FILE_MODES]
    faults = [
        Fault(Place(f"{revision}:{one.path}"), f"longer than {most:,} bytes" if one.size > most else "is a link")
        for one in entries
        if one.mode == "120000" or one.size > most
    ]
    if faults:
        raise ProposalError(faults)
    found = _objects(where, revision, files)
    return {Path(one.path).name: text_of(found[one.id], Path(f"{revision}:{one.path}"), most) for one in files}


def _objects(where: Repository, revision: str, files: Sequence[Entry]) -> dict[str, bytes]:
    """The bytes of files by object id. Raises GitError: LACKING where the clone leaves them out, or FAILED."""
    if not files:
        return {}
    asked = "".join(f"{one.id}\n" for one in files).encode()
    done = ask(where, "cat-file", "--batch", most=sum(one.size + 200 for one in files), asked=asked)
    rest, found = done.data, dict[str, bytes]()
    for one in files:
        head, _, rest = rest.partition(b"\n")
        if head != f"{one.id} blob {one.size}".encode():
            raise failed(done, revision, lacking=head.endswith(b" missing"))
        found[one.id], rest = rest[: one.size], rest[one.size + 1 :]
    return found


class Done(NamedTuple):
    """What a command printed, what it said beside that, and its exit code."""

    data: bytes
    said: str
    code: int


def ask(
    where: Repository, *arguments: str, most: int = MOST_RECORD, asked: bytes = b"", index: Mapping[str, str] = NO_INDEX
) -> Done:
    """What a command says of a repository, which is named to it; `asked` is what it is told to look for."""
    named = (f"--git-dir={where.directory}", f"--work-tree={where.top}")
    return _run([where.program, *ORDERS, *named, *arguments], where.top, most, asked, index)


def _run(
    command: list[str], top: Path, most: int = MOST_RECORD, asked: bytes = b"", index: Mapping[str, str] = NO_INDEX
) -> Done:
    """Runs git in the top folder; no more than `most` bytes of what it prints are taken."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name.startswith(HEARD)}
    own = kept | dict(index) | TOLD | {"PATH": programs_path(), "GIT_CEILING_DIRECTORIES": str(top.parent)}
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as told:
        told.write(asked)
        told.seek(0)
        with subprocess.Popen(command, stdin=told, stdout=subprocess.PIPE, stderr=said, env=own, cwd=top) as git:
            data = git.stdout.read(most + 1) if git.stdout else b""
            if len(data) > most:
                git.kill()
        said.seek(0)
        return Done(data, said.read(10_000).decode("utf-8", "replace").strip(), git.returncode)


def _plain(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100  # it takes out `..` too, and follows no link


def within(where: Repository, path: Path) -> str:
    """A path from the top of the repository. Raises GitError (NO_REPOSITORY) for one that is not in it."""
    for own, top in ((_plain(path), where.top), (path.resolve(), where.top.resolve())):
        if own.is_relative_to(top):
            return own.relative_to(top).as_posix()
    raise GitError(Why.NO_REPOSITORY, str(path))


def _not_found(said: str, root: Path, top: Path) -> GitError:
    if "dubious ownership" in said or "unsafe repository" in said:
        return GitError(Why.NOT_OWNED, str(root), str(top))
    if "not a git repository" in said:
        return GitError(Why.NO_REPOSITORY, str(root))
    return GitError(Why.FAILED, str(root), said=_last(said))


def failed(done: Done, revision: str, lacking: bool = False) -> GitError:
    """Why a command that has failed did."""
    if lacking or "promisor" in done.said or "missing" in done.said:
        return GitError(Why.LACKING, revision)
    return GitError(Why.FAILED, revision, said=_last(done.said) or f"more than {MOST_RECORD:,} bytes")


def _last(said: str) -> str:
    return (said.splitlines() or [""])[-1]
