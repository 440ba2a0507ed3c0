"""What a commit would take of a proposal, held against what is here.

In: the root of a project, and the name of a proposal. Out: a fault where git's index has its files otherwise than they
are here: in a hook, those that nobody has staged; while a merge waits, those in conflict. Raises GitError where git
cannot tell.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from generator.errors import Fault, Place
from generator.files import is_blob
from generator.git import GitError, Repository, Why, commit_of, ids_at, index_of, repository, within
from generator.review.merging import next_step, under_way
from generator.units import counted

KINDS = r"md|figures\.json|reconciliation\.md|pdf|png|sha256"
"""How the files of a proposal that are committed end; its charts stand in a folder of its name."""


def in_hook() -> bool:
    """Whether git, or pre-commit, runs this before a commit."""
    return bool(os.environ.get("GIT_INDEX_FILE") or os.environ.get("PRE_COMMIT"))


def not_staged(root: Path, name: str) -> Iterator[Fault]:
    """The fault of a proposal's files that the index has in conflict or, in a hook, otherwise than they are here.

    A commit that takes nothing of a proposal may leave all of it as it is.
    """
    merge = under_way(root)
    own = re.compile(rf"inputs/{re.escape(name)}/.+\.yaml|output/{re.escape(name)}(?:\.(?:{KINDS})|/.+)")
    if merge:
        paths = sorted({_below(merge.where, root, path) for path, _ in merge.staged})
        if found := [path for path in paths if own.fullmatch(path)]:
            yield _fault(root, found, "is in conflict, as git has it", next_step(root).partition("next: ")[2])
            return
    if in_hook() and (found := _unlike(repository(root), root, own)):
        folders = sorted({path.partition("/")[0] for path in found})
        yield _fault(root, found, "is not staged as it is here", f"git add {' '.join(folders)}")


def _unlike(where: Repository, root: Path, own: re.Pattern[str]) -> list[str]:
    """The files that are here otherwise than in the index, where a commit would take any of them."""
    staged = {_below(where, root, one.path): one.id for one in index_of(where, root) if not one.stage}
    index = {path: name for path, name in staged.items() if own.fullmatch(path)}
    if index == {path: name for path, name in _committed(where, root).items() if own.fullmatch(path)}:
        return []
    found = (path.relative_to(root).as_posix() for top in ("inputs", "output") for path in (root / top).rglob("*"))
    here = {path for path in found if own.fullmatch(path) and (root / path).is_file()}
    return sorted(path for path in {*index, *here} if path not in index or not is_blob(root / path, index[path]))


def _committed(where: Repository, root: Path) -> dict[str, str]:
    """The object of each file of the last commit; none before the first."""
    try:
        return ids_at(where, commit_of(where, "HEAD"), root, ("inputs", "output"))
    except GitError as error:
        if error.why is Why.NO_COMMIT:
            return {}
        raise


def _below(where: Repository, root: Path, path: str) -> str:
    """A path from the top of a repository as one from the root."""
    here = within(where, root)
    return path if here == "." else path.removeprefix(f"{here}/")


def _fault(root: Path, paths: list[str], what: str, remedy: str) -> Fault:
    others = f", with {counted(str(len(paths) - 1), 'other files')}" if paths[1:] else ""
    return Fault(Place(os.path.relpath(root / paths[0])), what + others, f"run: {remedy}")
