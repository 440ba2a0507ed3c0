"""What git's index and the work tree have that a commit has not.

In: a repository, and a folder or patterns of files. Out: the files that are staged, with the object of each; those that
are not as they were at a revision; or a GitError. Files are compared by their bytes, so that none of the programs that
git would start to compare them is.
"""

import os
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from hashlib import new as hashing
from pathlib import Path
from typing import NamedTuple

from generator.files import MOST_RECORD
from generator.git import Entry, Repository, ask, commit_of, failed, listed, texts_of, within


class Staged(NamedTuple):
    """A file in git's index: its path from the top, mode and object id, and its stage; 0 where it is in no conflict."""

    path: str
    mode: str
    id: str
    stage: int


def changed_since(where: Repository, revision: str, root: Path, patterns: Sequence[str]) -> tuple[str, ...]:
    """The files below a root, by patterns such as `templates/*.j2`, that are not as they were at a revision.

    Files that nobody has committed are among them. What git would make of a file on its way in (filters) is not asked:
    it is as it was where its bytes are, or where they are with lines that end as git keeps them. Raises GitError.
    """
    heads = sorted({pattern.partition("/")[0] for pattern in patterns})
    here = within(where, root)
    prefix = "" if here == "." else f"{here}/"
    entries = listed(where, commit_of(where, revision), "-r", *(f"{prefix}{head}/" for head in heads))
    past = {one.path.removeprefix(prefix): one.id for one in entries}
    found = (path for head in heads for path in (root / head).rglob("*") if path.is_symlink() or not path.is_dir())
    present = {path.relative_to(root).as_posix(): path for path in found}
    every = sorted(name for name in {*past, *present} if any(fnmatchcase(name, one) for one in patterns))
    return tuple(name for name in every if not is_blob(present.get(name), past.get(name, "")))


def index_of(where: Repository, folder: Path) -> list[Staged]:
    """What is staged of a folder: in a hook, what is about to be committed. Raises GitError."""
    done = ask(where, "ls-files", "--stage", "-z", "--full-name", "--", within(where, folder), index=_of_hook(where))
    if done.code:
        raise failed(done, "the index")
    rows = (row.partition("\t") for row in os.fsdecode(done.data).split("\0") if row)
    return [Staged(path, mode, name, int(stage)) for (mode, name, stage), path in ((r[0].split(), r[2]) for r in rows)]


def staged_text(where: Repository, one: Staged) -> str:
    """The text of a staged file. Raises as `file_at` does."""
    done = ask(where, "cat-file", "-s", one.id)
    if done.code:
        raise failed(done, one.path)
    return next(
        iter(texts_of(where, "the index", [Entry(one.path, one.mode, one.id, int(done.data))], MOST_RECORD).values())
    )


def _of_hook(where: Repository) -> Mapping[str, str]:
    """The index that git tells a hook of, where it is one of this repository."""
    named = os.environ.get("GIT_INDEX_FILE", "")
    index = (where.top / named).resolve()
    return {"GIT_INDEX_FILE": str(index)} if named and index.is_relative_to(where.directory.resolve()) else {}


def is_blob(path: Path | None, wanted: str) -> bool:
    """Whether a plain file holds what an object id names, its lines ending in LF or in CR LF."""
    if path is None or path.is_symlink() or not path.is_file():
        return False
    data = path.read_bytes()
    return any(_blob(one, len(wanted)) == wanted for one in (data, data.replace(b"\r\n", b"\n")))


def _blob(data: bytes, digits: int) -> str:
    kind = "sha256" if digits == 64 else "sha1"
    return hashing(kind, b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
