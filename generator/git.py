"""What git keeps of another day: files at a revision, read from its objects; nothing is ever checked out.

In: a revision and a path. Out: texts; None where git, the repository or the file is not there.
"""

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from generator.errors import USAGE, Fault, Place, ProposalError
from generator.reading import MOST_RECORD

OF_A_REPOSITORY = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY")
"""What git tells its hooks of a repository, and what would be asked of another one than the folder's own."""


def _git(folder: Path, *arguments: str) -> bytes | None:
    """What a git command prints, or None where it fails or git is not installed."""
    command = ["git", "-C", str(folder), "-c", "core.quotePath=false", "-c", "core.fsmonitor=false", *arguments]
    own = {name: value for name, value in os.environ.items() if name not in OF_A_REPOSITORY}
    try:
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=own) as git:
            data = git.stdout.read(MOST_RECORD + 1) if git.stdout else b""
            if len(data) > MOST_RECORD:
                git.kill()
        return None if git.returncode else data
    except FileNotFoundError:
        return None


def _existing(path: Path) -> Path:
    """The closest folder of a path that is there: git needs one to start from."""
    return next(folder for folder in (path, *path.absolute().parents) if folder.is_dir())


def file_at(revision: str, path: Path) -> str | None:
    """The text of a file at a revision, or None where it was not there."""
    start = _existing(path.parent)
    data = _git(start, "show", "--end-of-options", f"{revision}:./{_within(path, start)}")
    return None if data is None else data.decode("utf-8", "replace")


def files_at(revision: str, folder: Path) -> dict[str, str]:
    """The texts of the YAML files in a folder at a revision, by name; none where the folder was not there.

    Raises ProposalError (exit code 2) where there is no such revision.
    """
    names = [name for name in _listed(revision, folder) if name.endswith(".yaml")]
    found = {name: file_at(revision, folder / name) for name in names}
    return {name: text for name, text in found.items() if text is not None}


def folders_at(revision: str, folder: Path) -> list[str]:
    """The names of the folders in a folder at a revision; none where it was not there.

    Raises ProposalError (exit code 2) where there is no such revision.
    """
    return _listed(revision, folder, "-d")


def _listed(revision: str, folder: Path, *options: str) -> list[str]:
    start = _existing(folder)
    require(revision, start, "revision or folder", "name two folders instead")
    within = f"./{_within(folder, start)}/"
    listed = _git(start, "ls-tree", *options, "--name-only", "-z", "--end-of-options", revision, within)
    return [Path(name).name for name in _names(listed)]


def _names(listed: bytes | None) -> list[str]:
    return [name for name in (listed or b"").decode("utf-8", "replace").split("\0") if name]


def commit_of(revision: str, folder: Path) -> str:
    """The hash of the commit that a revision is; empty where there is none, no repository, or none with a commit."""
    found = _git(_existing(folder), "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return (found or b"").decode().strip()


def is_there(revision: str, folder: Path) -> bool:
    """Whether there is such a revision."""
    return bool(commit_of(revision, folder))


def changed_since(commit: str, folder: Path, patterns: Iterable[str]) -> tuple[str, ...] | None:
    """The files of a folder, by pattern, that are not as they were at a commit; None where git cannot tell."""
    start = _existing(folder)
    lists = (
        _git(start, "--no-optional-locks", "diff", "--name-only", "-z", "--end-of-options", commit, "--", *patterns),
        _git(start, "ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", *patterns),
    )
    if None in lists:
        return None
    return tuple(sorted({name for listed in lists for name in _names(listed)}))


def require(revision: str, folder: Path, wanted: str = "revision", otherwise: str = "") -> None:
    """Raises ProposalError (exit code 2) where there is no such revision.

    `wanted` is what it is called, `otherwise` the hint where nothing better is known.
    """
    if not is_there(revision, folder):
        what, hint = _why(_existing(folder), wanted)
        raise ProposalError([Fault(Place(revision), what, hint or otherwise)], USAGE)


def _within(path: Path, start: Path) -> str:
    return str(path.absolute().relative_to(start.absolute()))


def _why(start: Path, wanted: str) -> tuple[str, str]:
    """What is wrong with a revision that is not there, and a hint where there is one."""
    if _git(start, "rev-parse", "--git-dir") is None:
        return "cannot be read: this is no git repository", ""
    if _git(start, "rev-parse", "--is-shallow-repository") == b"true\n":
        return "there is no such revision in this shallow clone", "run: git fetch --unshallow"
    return f"there is no such {wanted}", "git log --oneline shows the revisions"
