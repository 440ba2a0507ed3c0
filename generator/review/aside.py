"""What a check looks at beside the files of a build: what a commit would take, and the packages it is made with.

In: the root of a project, and the name of a proposal; or the constraints, and what is installed. Out: a fault where
git's index has files otherwise than they are here (in a hook, those that nobody has staged; while a merge waits, those
in conflict), and one that names each package of another version. Raises GitError where git cannot tell.
"""

import os
import re
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import generator
from generator.errors import Fault, Place, listed
from generator.files import is_blob
from generator.git import GitError, Repository, Why, commit_of, ids_at, index_of, repository, within
from generator.print.version import NAME
from generator.review.merging import next_step, under_way
from generator.units import counted

CONSTRAINTS = Path(generator.__file__).parent / "constraints.txt"
LINE = re.compile(r"([A-Za-z0-9][\w.-]*)==([^\s;]+)")
NEEDED = re.compile(r"[A-Za-z0-9][\w.-]*(?!.*\bextra\s*==)")
MOST_NAMED = 3
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


def not_those(text: str, installed: Mapping[str, str]) -> list[str]:
    """The names of the installed packages that constraints name in other versions alone.

    A name may have several versions there, for one Python and another; which is whose is pip's to say.
    """
    pinned: dict[str, set[str]] = {}
    for name, version in (found.groups() for found in map(LINE.match, text.splitlines()) if found):
        pinned.setdefault(_plain(name), set()).add(version)
    return sorted(name for name, version in installed.items() if version not in pinned.get(name, {version}))


def needed(root: str = NAME) -> dict[str, str]:
    """The version of every installed package that a package needs, and of those that they need, by name."""
    found: dict[str, str] = {}
    waiting = [root]
    while waiting:
        name = _plain(waiting.pop())
        if name in found:
            continue
        try:
            one = distribution(name)
        except PackageNotFoundError:  # one for another system, or for another Python
            continue
        found[name] = one.version
        waiting += [match[0] for match in map(NEEDED.match, one.requires or ()) if match]
    return found


def other_packages() -> Iterator[Fault]:
    """The fault of all packages that are installed in another version than a build is to be made with."""
    installed = needed()
    if names := not_those(CONSTRAINTS.read_text(encoding="utf-8"), installed):
        there = listed([f"{name} {installed[name]}" for name in names], MOST_NAMED)
        shown = os.path.relpath(CONSTRAINTS)
        python = sys.executable if os.path.relpath(sys.executable).startswith("..") else os.path.relpath(sys.executable)
        remedy = f"run: {python} -m pip install -c {shown} {' '.join(names)}"
        yield Fault(Place(shown), f"names another version than is installed of {there}", remedy)


def _plain(name: str) -> str:
    """A package's name as all its spellings are compared."""
    return re.sub(r"[-_.]+", "-", name).lower()
