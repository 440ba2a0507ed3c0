"""What git keeps: files at a revision or in the index, read from its objects; nothing is ever checked out.

In: the root of the project, a revision and a path. Out: texts, object ids, what changed since; or a GitError that says
why it cannot be told. That a file was not there is an answer, and never an error.

A pull request may write any file of the work tree, and git takes its orders from files. So the repository is looked for
once, from the root upward, and is named in every call; what lies below the root is never asked whether it is one. Only
commands that start no other program are used, by object ids, and never over a network.
"""

import os
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from generator.bootstrap import program, programs_path
from generator.errors import UNREACHED, USAGE, Fault, Place, ProposalError, printable
from generator.files import MOST_RECORD, text_of, unnamed

ORDERS = (
    *("--no-pager", "--no-replace-objects", "--literal-pathspecs"),
    *("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "safe.bareRepository=explicit"),
)
HEAD, ASKS_FOR = "HEAD", ("rev-parse", "--verify", "--quiet", "--end-of-options")
HEARD = ("GIT_CONFIG_", "GIT_EXEC_PATH", "GIT_TEST_")
"""What git hears of its user. All else of its environment is of one repository, which a hook's need not be."""
TOLD = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
"""Nothing is fetched, whatever is missing; nothing is written; and what git says is in the words known here."""
Done: TypeAlias = subprocess.CompletedProcess[Any]  # what it printed, as bytes, and said beside that, as text
FILE_MODES, LINK, FOLDER = ("100644", "100755"), "120000", "040000"
STOPPED = (
    ("rebase-merge", "REBASE_HEAD", "git rebase --continue"),
    ("rebase-apply", "REBASE_HEAD", "git rebase --continue"),
    ("REVERT_HEAD", "REVERT_HEAD", "git revert --continue"),
    ("CHERRY_PICK_HEAD", "CHERRY_PICK_HEAD", "git cherry-pick --continue"),
    ("MERGE_HEAD", "MERGE_HEAD", "git commit --no-edit"),
    ("SQUASH_MSG", "SQUASH_MSG", "git commit --no-edit"),
)
"""What stands in git's folder while it waits, the file that names the other side's commit, and how one goes on."""
TRUST, MOVE = "if you do, run: git config --global --add safe.directory {top}", "move it out of there"


class Why(Enum):
    """Why git cannot tell: what is wrong, and how it is mended."""

    NO_GIT = "cannot be read: git is not installed", ""
    NO_REPOSITORY = "cannot be read: this is not a git repository", ""
    NOT_OWNED = "cannot be read: the repository belongs to somebody else, and git does not trust it", TRUST
    IN_ITS_OWN_TREE = "cannot be read: the repository lies in its own work tree, where a commit may write to it", MOVE
    NO_COMMIT = "there is no commit yet", ""
    NO_REVISION = "there is no such revision", "git log --oneline shows the revisions"
    SHALLOW = "there is no such revision in this shallow clone", "run: git fetch --unshallow"
    LACKING = "is not wholly in this clone, which leaves objects out", "run: git fetch --refetch --no-filter"
    FAILED = "cannot be read: git failed", ""


class GitError(ProposalError):
    """Git cannot tell, and `why`. The exit code is 2 for a revision that is not there, else 5: it was not found out."""

    def __init__(self, why: Why, named: str, top: str = "", said: str = "") -> None:
        self.why = why
        what, hint = why.value
        what += f": {printable(said.splitlines()[-1])}" if said else ""
        code = USAGE if why in (Why.NO_REVISION, Why.NO_COMMIT) else UNREACHED
        super().__init__([Fault(Place(named), what, hint.format(top=top))], code)
        self.args = (why, named, top, said)


class Repository(NamedTuple):
    """A work tree, the folder of git that belongs to it, the program that reads it, and whether its past is cut off.

    Its tags are the objects that they name, then their names. `commits` holds the hashes of revisions that were asked
    for: what a revision is called is asked once.
    """

    top: Path
    directory: Path
    program: str
    shallow: bool
    tags: Sequence[str]
    commits: dict[str, str]


class Item(NamedTuple):
    """A file or folder of a revision or of the index: its path from the top, git's mode and object id, its bytes where
    they are known, and which side of a conflict it is; 0 where it is in none."""

    path: str
    mode: str
    id: str
    size: int = -1
    stage: int = 0


def repository(root: Path) -> Repository:
    """The repository that a project stands in: that of the closest folder, from its root upward, with a `.git`.

    Raises GitError: NO_GIT, NO_REPOSITORY, NOT_OWNED, IN_ITS_OWN_TREE or FAILED.
    """
    start = Path(os.path.abspath(root))  # noqa: PTH100  # it takes out `..` too, and follows no link
    if not (git := program("git")):
        raise GitError(Why.NO_GIT, str(root))
    top = next((folder for folder in (start, *start.parents) if os.path.lexists(folder / ".git")), None)
    if top is None:
        raise GitError(Why.NO_REPOSITORY, str(root))
    folders = ("--absolute-git-dir", "--git-common-dir", "--is-shallow-repository")
    done = _run([git, *ORDERS, "rev-parse", *folders, "--tags", "--symbolic-full-name", "--tags"], top)
    if done.returncode:
        foreign = "dubious ownership" in done.stderr or "unsafe repository" in done.stderr
        why = Why.NOT_OWNED if foreign else Why.NO_REPOSITORY if "not a git repository" in done.stderr else Why.FAILED
        raise GitError(why, str(root), str(top), done.stderr if why is Why.FAILED else "")
    directory, common, shallow, *tags = os.fsdecode(done.stdout).removesuffix("\n").split("\n")
    inner = top.resolve()
    for place in (Path(directory).resolve(), (top / common).resolve()):
        if place.is_relative_to(inner) and not place.is_relative_to(inner / ".git"):
            raise GitError(Why.IN_ITS_OWN_TREE, os.path.relpath(place), str(top))
    return Repository(top, Path(directory), git, shallow == "true", tags, {})


def commit_of(where: Repository, revision: str) -> str:
    """The hash of the commit that a revision is. Raises GitError: NO_COMMIT, NO_REVISION, SHALLOW or FAILED."""
    if found := where.commits.get(revision):
        return found
    if found := _hash(where, *ASKS_FOR, f"{revision}^{{commit}}"):
        where.commits[revision] = where.commits[found] = found
        return found
    if revision in (HEAD, "@"):
        raise GitError(Why.NO_COMMIT, revision)
    raise GitError(Why.SHALLOW if where.shallow else Why.NO_REVISION, revision)


def parting_of(where: Repository, revision: str, other: str) -> str:
    """The hash of the commit at which two revisions parted; empty where they have none in common. Raises GitError."""
    return _hash(where, "merge-base", commit_of(where, revision), commit_of(where, other))


def file_at(where: Repository, revision: str, path: Path) -> str | None:
    """The text of a file at a revision; None where the revision has no such file. Raises as `files_at` does."""
    return files_at(where, revision, path.parent, path.name.__eq__, MOST_RECORD).get(path.name)


def files_at(
    where: Repository, revision: str, folder: Path, wanted: Callable[[str], bool], most: int
) -> dict[str, str]:
    """The texts of the wanted files of a folder at a revision, by their paths in it; none where it is not there.

    Raises GitError where it cannot be told, and ProposalError for a file that is a link, is longer than `most` bytes,
    or is no UTF-8.
    """
    inside = _inside(where, folder)
    listed = _listed(where, commit_of(where, revision), [inside], "-r")
    items = [item for item in listed if wanted(item.path.removeprefix(inside))]
    return {path.removeprefix(inside): text for path, text in _texts(where, revision, items, most).items()}


def folders_at(where: Repository, revision: str, folder: Path) -> list[str]:
    """The names of the folders in a folder at a revision; none where it was not there. Raises GitError."""
    items = _listed(where, commit_of(where, revision), [_inside(where, folder)])
    return [Path(item.path).name for item in items if item.mode == FOLDER]


def commits(where: Repository, root: Path, folders: Iterable[str]) -> list[str]:
    """The hashes of all commits that changed files in these folders of a root, the newest first. Raises GitError."""
    paths = (_inside(where, root) + folder for folder in folders)
    return os.fsdecode(_ask(where, "--all", "rev-list", "--all", "--end-of-options", "--", *paths)).split()


def ids_at(where: Repository, commit: str, root: Path, folders: Iterable[str]) -> dict[str, str]:
    """The object id of each file in these folders of a root at a commit, by its path; none at HEAD before the first.

    Raises GitError.
    """
    inside = _inside(where, root)
    try:
        items = _listed(where, commit, [f"{inside}{folder}/" for folder in folders], "-r")
    except GitError:
        if commit != HEAD or _hash(where, *ASKS_FOR, HEAD):
            raise
        return {}
    return {item.path.removeprefix(inside): item.id for item in items}


def index_of(where: Repository, root: Path, folders: Iterable[str] = (".",)) -> list[Item]:
    """What is staged of folders of a root, by paths from there: in a hook, what is to be committed. Raises GitError."""
    inside = _inside(where, root)
    asked = ("ls-files", "--stage", "-z", "--full-name", "--", *(within(where, root / folder) for folder in folders))
    named = os.environ.get("GIT_INDEX_FILE", "")
    index = (where.top / named).resolve()
    of_hook = named and index.is_relative_to(where.directory.resolve())  # git tells a hook of it
    rows = _rows(_ask(where, "the index", *asked, index=str(index) if of_hook else ""))
    return [Item(path.removeprefix(inside), mode, name, stage=int(stage)) for path, (mode, name, stage) in rows]


def staged_text(where: Repository, item: Item) -> str:
    """The text of a staged file. Raises as `files_at` does."""
    sized = item._replace(size=int(_ask(where, item.path, "cat-file", "-s", item.id)))
    return next(iter(_texts(where, "the index", [sized], MOST_RECORD).values()))


def within(where: Repository, path: Path) -> str:
    """A path from the top of the repository. Raises GitError (NO_REPOSITORY) for one that is not in it."""
    plain = Path(os.path.abspath(path))  # noqa: PTH100  # as above
    for own, top in ((plain, where.top), (path.resolve(), where.top.resolve())):
        if own.is_relative_to(top):
            return own.relative_to(top).as_posix()
    raise GitError(Why.NO_REPOSITORY, str(path))


def _inside(where: Repository, folder: Path) -> str:
    """What the paths of a folder's files begin with."""
    return "" if (found := within(where, folder)) == "." else f"{found}/"


def _listed(where: Repository, commit: str, paths: Iterable[str], *how: str) -> list[Item]:
    """What a commit has at paths, the whole of it where a path is empty: nothing of a file is read yet."""
    asked = ("ls-tree", "-l", "-z", "--full-name", *how, "--end-of-options", commit, "--", *filter(None, paths))
    rows = _rows(_ask(where, commit, *asked))
    return [Item(path, mode, name, int(size) if size.isdigit() else -1) for path, (mode, _, name, size) in rows]


def _rows(data: bytes) -> Iterator[tuple[str, list[str]]]:
    """A path and what is told of it, for each row of a list."""
    for facts, _, path in (row.partition("\t") for row in os.fsdecode(data).split("\0") if row):
        yield path, facts.split()


def _texts(where: Repository, revision: str, items: Sequence[Item], most: int) -> dict[str, str]:
    """The texts of files, by their paths: links and files that are too long are refused before anything is read."""
    faults = [
        Fault(Place(f"{revision}:{item.path}"), "is a link" if item.mode == LINK else f"longer than {most:,} bytes")
        for item in items
        if item.mode == LINK or item.size > most
    ]
    if faults:
        raise ProposalError(faults)
    files = [item for item in items if item.mode in FILE_MODES]
    found = _objects(where, revision, files)
    return {file.path: text_of(found[file.id], Path(f"{revision}:{file.path}"), most) for file in files}


def _objects(where: Repository, revision: str, files: Sequence[Item]) -> dict[str, bytes]:
    """The bytes of files by object id. Raises GitError: LACKING where the clone leaves them out, or FAILED."""
    if not files:
        return {}
    asked, most = "".join(f"{file.id}\n" for file in files).encode(), sum(file.size + 200 for file in files)
    done = _run(_command(where, "cat-file", "--batch"), where.top, most, asked)
    rest, found = done.stdout, dict[str, bytes]()
    for file in files:
        head, _, rest = rest.partition(b"\n")
        if head != f"{file.id} blob {file.size}".encode():
            raise _failed(done, revision, lacking=head.endswith(b" missing"))
        found[file.id], rest = rest[: file.size], rest[file.size + 1 :]
    return found


def _command(where: Repository, *arguments: str) -> list[str]:
    return [where.program, *ORDERS, f"--git-dir={where.directory}", f"--work-tree={where.top}", *arguments]


def _hash(where: Repository, *arguments: str) -> str:
    """The hash that a command gives; empty where it fails."""
    done = _run(_command(where, *arguments), where.top)
    return "" if done.returncode else done.stdout.decode("ascii", "replace").strip()


def _ask(where: Repository, named: str, *arguments: str, index: str = "") -> bytes:
    """What a command says of a repository. Where it fails, raises a GitError that speaks of `named`."""
    done = _run(_command(where, *arguments), where.top, index=index)
    if done.returncode:
        raise _failed(done, named)
    return bytes(done.stdout)


def _run(command: list[str], top: Path, most: int = MOST_RECORD, asked: bytes = b"", index: str = "") -> Done:
    """Runs git in the top folder; no more than `most` bytes of what it prints are taken."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name.startswith(HEARD)}
    own = kept | TOLD | {"PATH": programs_path(), "GIT_CEILING_DIRECTORIES": str(top.parent)}
    own |= {"GIT_INDEX_FILE": index} if index else {}
    with unnamed() as said, unnamed() as told:
        told.write(asked)
        told.seek(0)
        with subprocess.Popen(command, stdin=told, stdout=subprocess.PIPE, stderr=said, env=own, cwd=top) as git:
            data = git.stdout.read(most + 1) if git.stdout else b""
            if len(data) > most:
                git.kill()
        said.seek(0)
        return Done(command, git.returncode, data, said.read(10_000).decode("utf-8", "replace").strip())


def _failed(done: Done, named: str, lacking: bool = False) -> GitError:
    if lacking or "promisor" in done.stderr or "missing" in done.stderr:
        return GitError(Why.LACKING, named)
    return GitError(Why.FAILED, named, said=done.stderr or f"more than {MOST_RECORD:,} bytes")
