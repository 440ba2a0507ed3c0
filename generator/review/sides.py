"""The two sides of a diff: a git revision, a folder, or the working tree.

In: what the user calls the sides, or a range of revisions. Out: of each its plain values, its title, the figures that
were committed with it, and which templates and formulas are not today's.
"""

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from generator.document.record import Record, from_text
from generator.errors import USAGE, refusal
from generator.files import MOST_INPUT, is_blob
from generator.git import (
    HEAD,
    GitError,
    Repository,
    commit_of,
    file_at,
    files_at,
    folders_at,
    ids_at,
    parting_of,
    repository,
)
from generator.inputs.raw import Raw, is_input, read

WORKING_TREE, SHOWN = ".", 12
HASH = re.compile(r"[0-9a-f]{7,64}")
CODE, WRITERS = Path(__file__).parents[2], {"generator": ".py", "templates": ".j2"}
"""What makes a document of inputs: files of a folder, by how they end."""


class Past:
    """The revisions of the repository around the folder of what is committed: looked for once, when it is needed."""

    def __init__(self, output: Path) -> None:
        self.output, self.since = output, cache(self._since)

    @cached_property
    def repository(self) -> Repository:
        """Raises GitError where there is none."""
        return repository(_plain(self.output).parent)

    def _since(self, commit: str) -> tuple[str, ...] | None:
        """The files of templates and code that changed since a commit; None for no commit, and where none can tell.

        Files that nobody has committed are among them. Bytes are compared, so that git starts no program to compare
        them; lines may end as git keeps them.
        """
        if not commit or not (CODE / "pyproject.toml").is_file():  # an installed package knows no revisions
            return None
        try:
            where = self.repository if self.repository.top == CODE else repository(CODE)
            then = ids_at(where, commit_of(where, commit), CODE, WRITERS)
        except GitError:
            return None
        every = {name for name in then if name.endswith(WRITERS[name.partition("/")[0]])}
        here = (path for folder, ending in WRITERS.items() for path in (CODE / folder).rglob(f"*{ending}"))
        every |= {path.relative_to(CODE).as_posix() for path in here if path.is_symlink() or path.is_file()}
        return tuple(name for name in sorted(every) if not is_blob(CODE / name, then.get(name, "")))


class Sides(NamedTuple):
    """What the two sides are called; `tip` is the revision that the target left at the base."""

    base: str
    target: str
    tip: str = ""


def parted(sides: Sides, past: Past) -> str:
    """The commit at which two revisions parted; empty where they have none in common, or one is not a revision."""
    if sides.base == WORKING_TREE or any(is_folder(one) for one in (sides.base, sides.target)):
        return ""
    return parting_of(past.repository, sides.base, HEAD if sides.target == WORKING_TREE else sides.target)


def named(base: str | None, target: str | None, past: Past) -> Sides:
    """The sides that were typed: A..B is A and B; A...B is where they parted, and B; one left out is HEAD, as in git.

    Raises ProposalError (exit code 2) where both a range and a side are named, where two have no past in common, and
    where one is both a folder of inputs and a revision.
    """
    between = "..." if base and "..." in base else ".."
    if not base or between not in base or Path(base).exists() or base.startswith(("../", "./")):
        return _told_apart(Sides(base or HEAD, target or WORKING_TREE), past)
    if target:
        raise refusal(base, "names both sides", f"leave {target} out", USAGE)
    old, _, new = base.partition(between)
    found = _told_apart(Sides(old or HEAD, new or HEAD), past)
    if between == "..":
        return found
    if both := parted(found, past):
        return Sides(both[:SHOWN], found.target, found.base)
    raise refusal(base, "the two have no commit in common", "write A..B", USAGE)


def _told_apart(sides: Sides, past: Past) -> Sides:
    """The same sides. Raises ProposalError (exit code 2) where one is both a folder of inputs and a revision."""
    for one in filter(is_folder, sides[:2]):
        with suppress(GitError):  # it is no revision
            commit_of(past.repository, one)
            hint = f"write ./{one} for the folder, {one}~0 for the revision"
            raise refusal(one, "is both a folder of inputs and a revision", hint, USAGE)
    return sides


@dataclass(frozen=True)
class Side:
    """One side: its values, how it is called, and the hash and repository of the commit it was read at, if at one."""

    raw: Raw
    title: str
    commit: str = ""
    where: Repository | None = None

    def committed(self, output: Path) -> Record | None:
        """The figures that were committed with a revision; None for folders and where there were none."""
        path = output / f"{self.raw.name}.figures.json"
        text = file_at(self.where, self.commit, path) if self.where else None
        return from_text(text, f"{self.title}:{path.name}") if text else None


def called(named: str) -> str:
    """What a side is called where people read of it."""
    return "the working tree" if named == WORKING_TREE else named


def is_folder(named: str) -> bool:
    """Whether a side is a folder of inputs; the working tree is not one, wherever it stands.

    A commit may bring a folder that is called as another commit is: that has to be named by ./ in front.
    """
    commit = named in (WORKING_TREE, HEAD) or HASH.fullmatch(named)
    return not commit and (Path(named) / "proposal.yaml").is_file()


def proposals(inputs: Path, named: str, past: Past) -> list[str]:
    """The names of the proposals in a revision; none for a folder, and for the working tree, which is there to see."""
    return [] if named == WORKING_TREE or is_folder(named) else folders_at(past.repository, named, inputs)


def side(folder: Path, named: str, past: Past, changes: Mapping[str, str] | None = None) -> Side | None:
    """The side that `named` names: `.` is the working tree, a folder is one of inputs, all else is a revision.

    None where it has no such proposal. Raises ProposalError for a revision that is not there.
    """
    changes = changes or {}
    if named == WORKING_TREE and not folder.is_dir():
        return None
    if named == WORKING_TREE:
        what_if = ", ".join(f"{path}={text}" for path, text in changes.items())
        return Side(read(folder, changes), f"what if {what_if}" if changes else called(WORKING_TREE))
    if is_folder(named):
        return Side(read(Path(named), changes), named)
    return at_revision(folder, named, past, changes)


def at_revision(folder: Path, named: str, past: Past, changes: Mapping[str, str] | None = None) -> Side | None:
    """The same at a revision, whatever folders are called as it is."""
    own = _plain(folder)
    where = past.repository
    commit = commit_of(where, named)
    texts = files_at(where, named, folder, is_input, MOST_INPUT)
    # Seen from inputs/, what stands before the proposal's name is not a folder of its path.
    raw = replace(read(Path(f"{named}:{folder}"), changes or {}, texts), name=own.name)
    return Side(raw, named, commit, where) if texts else None


def _plain(path: Path) -> Path:
    """A path from the root, in which no `..` is left and no link was followed."""
    return Path(os.path.abspath(path))  # noqa: PTH100  # as git's are
