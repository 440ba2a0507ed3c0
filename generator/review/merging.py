"""A merge under way: its sides, and whether a hand edited what they have in output/.

In: the root of a project, in whose repository a merge, rebase, cherry-pick, revert or squash may have stopped. Out: its
sides, the command that goes on with it, and a fault for each document that no build has written.

What is built can be built again from the inputs once those are merged. So a conflict in output/ is settled by a build,
unless a side has what its own record did not write, or the file has a line that stands on no side: that was written by
hand, and would be lost.
"""

import os
import re
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache, partial
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from generator.document.record import HAND_EDIT, from_text
from generator.document.templates import Templates
from generator.errors import Fault, Place, ProposalError
from generator.files import MOST_INPUT, digest, merge_marks, read_if_there, read_text, sums_of
from generator.files import file_of as sums_file
from generator.git import (
    STOPPED,
    GitError,
    Item,
    Repository,
    commit_of,
    file_at,
    files_at,
    index_of,
    repository,
    staged_text,
)
from generator.inputs import load
from generator.inputs.raw import is_input
from generator.print.product import make

BRANCH = re.compile(r"branch '([^']+)'")
SQUASHED = re.compile(r"^commit ([0-9a-f]{40,64})$", re.MULTILINE)
BASE, OURS, THEIRS = 1, 2, 3
"""Git's stages of a file in conflict."""


class Side(NamedTuple):
    """A side of a merge: how it is called, its stage in git's index, and its commit, where one is known."""

    title: str
    stage: int
    commit: str


COMMON = Side("what both come from", BASE, "")


class Merge(NamedTuple):
    """A merge under way: its sides, the files in conflict by path and stage, and the command that goes on with it.

    Paths are from the `root` of the project.
    """

    where: Repository
    root: Path
    sides: tuple[Side, ...]
    staged: Mapping[tuple[str, int], Item]
    goes_on: str


def under_way(root: Path, marked: bool = False) -> Merge | None:
    """The merge that the repository of a project waits to go on with; None where there is none, or no repository.

    `marked` is whether a text has a merge's marks: where none is under way, they came with the last one, whose sides
    are the parents of the commit. Raises GitError where a merge is under way and git cannot tell of what.
    """
    try:
        where = repository(root)
    except GitError:
        if any((folder / ".git" / file).exists() for folder in (root, *root.parents) for file, _, _ in STOPPED):
            raise
        return None
    staged = {(one.path, one.stage): one for one in index_of(where, root) if one.stage}
    stopped = ((head, goes_on) for file, head, goes_on in STOPPED if (where.directory / file).exists())
    head, goes_on = next(stopped, ("", "git commit" if staged else ""))
    with suppress(GitError):  # before the first commit there is nothing to merge
        if goes_on:
            commit = commit_of(where, "HEAD")
            # While a branch is rebased, what is checked out is the commit that it is put on.
            branch = "" if head == "REBASE_HEAD" else _kept(where, "HEAD").strip()
            _, named, name = branch.partition("ref: refs/heads/")
            ours = Side(f"ours ({name if named else commit[:8]})", OURS, commit)
            return Merge(where, root, (ours, _theirs(where, head)), staged, goes_on)
        if marked:
            parents = enumerate((OURS, THEIRS), 1)
            sides = (Side(f"parent {n} of HEAD", stage, commit_of(where, f"HEAD^{n}")) for n, stage in parents)
            return Merge(where, root, tuple(sides), {}, "")
    return None


def hand_edits(
    merge: Merge, folder: Path, target: Path, new: Mapping[str, bytes], templates: Templates
) -> Iterator[Fault]:
    """A fault for each file that a side edited by hand, and for each that has a line which neither side has.

    `folder` has the inputs, `target` is output/, and `new` has the bytes that a build writes now, by path in it.
    """
    given = cache(lambda side: _given(merge, side, folder, templates))
    held = cache(lambda side, path: [*_held(merge, side, path)])
    for path, data in new.items():
        text = read_if_there(target / path)
        settled = text is None or text.encode() == data
        if settled and not any(name.endswith(f"/{path}") for name, _ in merge.staged):
            continue  # whoever settled the conflict has seen to it
        versions = {side: _at(merge, side, target / path) for side in merge.sides}
        for side, own in versions.items():
            if own is not None and not _as_built(partial(held, side), target, folder.name, path, own):
                place, where = _first_line(target / path, own, given(side).get(path))
                yield Fault(place, f"was edited by hand in {side.title}{where}; it would be lost", HAND_EDIT)
        yield from _of_no_side(target / path, text or "", [*versions.values(), _at(merge, COMMON, target / path)], data)


def _of_no_side(path: Path, text: str, versions: Iterable[str | None], data: bytes) -> Iterator[Fault]:
    """The fault of the first line of a file that stands on no side, in what they come from or in what is built now."""
    known = {line for one in (*versions, data.decode()) if one is not None for line in one.splitlines()} | {""}
    marks = {*merge_marks(text)}
    for number, line in enumerate(text.splitlines(), 1):
        if number not in marks and line not in known:
            what = "was edited by hand while the merge was under way; it would be lost"
            yield Fault(Place(str(path), number, 1, line), what, HAND_EDIT)
            return


def next_step(root: Path) -> str:
    """What is to be typed after a build, where a merge is under way; nothing where there is none."""
    merge = under_way(root)
    if merge is None or not merge.goes_on:
        return ""
    names = {path.name for path in (root / "inputs").iterdir()}
    paths = {Path(path) for path, _ in merge.staged}
    built = {Path(one.path) for one in index_of(merge.where, root, ["output"])}
    lost = {_proposal(path) for path in paths if path.parts[0] == "output"} - names
    gone = typed(root, (path for path in built if _proposal(path) in lost))
    removes = f"git rm -q {gone} && " if gone else ""
    adds = typed(root, {path.parts[0] for path in paths} | {"output"})
    sides = " and ".join(side.title for side in merge.sides)
    return f"output/ is of the merged inputs of {sides}; next: {removes}git add {adds} && {merge.goes_on}"


def typed(root: Path, paths: Iterable[str | Path]) -> str:
    """Paths of a project as they are typed where one stands."""
    return " ".join(shlex.quote(os.path.relpath(root / path)) for path in sorted(map(str, paths)))


def _proposal(path: Path) -> str:
    """The name of the proposal that a file in output/, or in a folder there, is of."""
    _, name, *inside = path.parts
    return name if inside else re.sub(r"\.(?:figures\.json|reconciliation\.md|[a-z0-9]+)$", "", name)


def _theirs(where: Repository, head: str) -> Side:
    """The other side: its title and its commit as far as git tells."""
    said, commit = _kept(where, head) if head else "", ""
    found = SQUASHED.search(said) if head == "SQUASH_MSG" else re.match(r"([0-9a-f]{40,64})$", said, re.MULTILINE)
    if found:
        with suppress(GitError):
            commit = commit_of(where, found[1] + ("^" if head == "REVERT_HEAD" else ""))
    title = f"before {found[1][:8]}" if found and head == "REVERT_HEAD" else commit[:8]
    if head == "MERGE_HEAD" and (named := BRANCH.search(_kept(where, "MERGE_MSG"))):
        title = named[1]
    if head == "REBASE_HEAD":
        named_so = _kept(where, "rebase-merge/head-name") or _kept(where, "rebase-apply/head-name")
        title = f"{named_so.removeprefix('refs/heads/').strip()}, {title}"
    return Side(f"theirs ({title or 'of no known commit'})", THEIRS, commit)


def _kept(where: Repository, name: str) -> str:
    """The text of a file in git's folder; empty where it is not there."""
    with suppress(OSError, ProposalError):
        return read_text(where.directory / name)
    return ""


def _at(merge: Merge, side: Side, path: Path) -> str | None:
    """The text that a side has of a file; None where it has no such file, or that is not known."""
    name = path.absolute().relative_to(merge.root).as_posix()
    stages = [stage for one, stage in merge.staged if one == name]
    if side.stage in stages:
        return staged_text(merge.where, merge.staged[name, side.stage])
    return None if stages or not side.commit else file_at(merge.where, side.commit, path)


def _as_built(held: Callable[[Path], Iterable[str]], target: Path, name: str, path: str, text: str) -> bool:
    """Whether a build has written a side's file: by the sums beside it or, of a Markdown, by its record.

    Of a side whose commit is not known, those of any side will do. What no sums know of was edited by nobody.
    """
    written = [sums_of(one) for one in held(target / sums_file(name))]
    known = [one[path] for one in written if path in one]
    if digest(text) in known or not (known or path.endswith(f"{name}.md")):
        return True
    with suppress(ProposalError):
        return any(from_text(one, path).wrote(text) for one in held(target / f"{name}.figures.json"))
    return False


def _held(merge: Merge, side: Side, path: Path) -> Iterator[str]:
    """The texts that a side may have of a file: its own, or those of any side where its commit is not known."""
    sides = (side,) if side.commit else (side, COMMON, *merge.sides)
    texts = [_at(merge, one, path) for one in sides]
    if side.commit:
        texts.append(file_at(merge.where, side.commit, path))
    yield from (text for text in texts if text is not None)


def _given(merge: Merge, side: Side, folder: Path, templates: Templates) -> Mapping[str, str]:
    """What a side's own inputs give by the templates of today, by path in output/; nothing where that is not known."""
    if not side.commit:
        return {}
    try:
        files = files_at(merge.where, side.commit, folder, is_input, MOST_INPUT)
        product = make(load(folder, texts=files), templates)
    except ProposalError:
        return {}
    texts = {f"{folder.name}.md": product.document.text, f"{folder.name}.figures.json": product.record}
    return texts | product.document.pictures()


def _first_line(path: Path, text: str, given: str | None) -> tuple[Place, str]:
    """The first line in which a side's file is not what its own inputs give."""
    if given is None:
        return Place(str(path)), ""
    pairs = zip_longest(text.splitlines(), given.splitlines(), fillvalue="")
    number, line = next(((n, ours) for n, (ours, built) in enumerate(pairs, 1) if ours != built), (1, ""))
    return Place(str(path), number, 1, line), ", from this line of it on"
