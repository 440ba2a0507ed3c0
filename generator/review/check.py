"""Whether what is committed is valid, current and true, and what a commit would take is what is here.

In: a product (so its inputs are valid), the folder of its inputs, the files that were committed for it, and the sides
that its guardrails are held against; the root of a project; and the packages that are installed. Out: a verdict for
each thing that was checked, with its faults. What a build mends is one verdict with one fault, however many files it
is. In git's index is told, in a hook, what nobody has staged and, while a merge waits, what is in conflict.
"""

import os
import re
import shlex
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import generator
from generator.document.record import differs
from generator.errors import Fault, Place, listed
from generator.files import KINDS, OF_A_BUILD, is_blob
from generator.git import HEAD, GitError, Repository, ids_at, index_of, repository
from generator.inputs.raw import read
from generator.print.product import Product
from generator.print.version import NAME
from generator.processes import Hand
from generator.review.built import REBUILD, Output, Verdict, kinds, output_of
from generator.review.diff.changes import followed
from generator.review.diff.mixtures import movers
from generator.review.guardrails import ACCEPTED, BROKEN, NEW, NOT_REACHED, judged, summary
from generator.review.merging import next_step, typed, under_way
from generator.review.terms import At, Before
from generator.units import before_and_after, counted

MOST_SHOWN, MOST_NAMED, MOST_PACKAGES = 40, 2, 3
CONSTRAINTS = Path(generator.__file__).parent / "constraints.txt"
LINE = re.compile(r"([A-Za-z0-9][\w.-]*)==([^\s;]+)")
NEEDED = re.compile(r"[A-Za-z0-9][\w.-]*(?!.*\bextra\s*==)")


def in_hook() -> bool:
    """Whether git, or pre-commit, runs this before a commit."""
    return bool(os.environ.get("GIT_INDEX_FILE") or os.environ.get("PRE_COMMIT"))


def staged(root: Path, name: str) -> Iterator[Verdict]:
    """What git's index has of a proposal otherwise than it is here; where git cannot tell, the guardrails say so.

    That is what is in conflict or, in a hook, what nobody has staged. A commit that takes nothing of a proposal may
    leave all of it as it is.
    """
    own = re.compile(rf"inputs/{re.escape(name)}/.+\.yaml|output/{re.escape(name)}(?:\.(?:{KINDS})|/.+)")
    with suppress(GitError):
        merge = under_way(root)
        if merge and (found := sorted({path for path, _ in merge.staged if own.fullmatch(path)})):
            yield _unstaged(root, found, "is in conflict, as git has it", next_step(root).partition("next: ")[2])
            return
        if in_hook() and (found := _unlike(repository(root), root, own)):
            folders = {path.partition("/")[0] for path in found}
            yield _unstaged(root, found, "is not staged as it is here", f"git add {typed(root, folders)}")


def _unlike(where: Repository, root: Path, own: re.Pattern[str]) -> list[str]:
    """The files that are here otherwise than in the index, where a commit would take any of them."""
    folders = ("inputs", "output")
    staged = {one.path: one.id for one in index_of(where, root) if not one.stage}
    committed = ids_at(where, HEAD, root, folders)
    index, last = ({path: name for path, name in all_.items() if own.fullmatch(path)} for all_ in (staged, committed))
    if index == last:
        return []
    found = (path.relative_to(root).as_posix() for folder in folders for path in (root / folder).rglob("*"))
    here = {path for path in found if own.fullmatch(path) and (root / path).is_file()}
    return sorted(path for path in {*index, *here} if path not in index or not is_blob(root / path, index[path]))


def _unstaged(root: Path, paths: list[str], what: str, remedy: str) -> Verdict:
    fault = Fault(Place(os.path.relpath(root / paths[0])), what + _with_others(paths), f"run: {remedy}")
    return Verdict("index", "not what is here", faults=(fault,))


def _with_others(paths: list[str]) -> str:
    return f", with {counted(str(len(paths) - 1), 'other files')}" if paths[1:] else ""


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


def installed() -> Iterator[Verdict]:
    """The packages that are installed in another version than a build is to be made with."""
    versions = needed()
    if names := not_those(CONSTRAINTS.read_text(encoding="utf-8"), versions):
        there = listed([f"{name} {versions[name]}" for name in names], MOST_PACKAGES)
        shown, python = os.path.relpath(CONSTRAINTS), os.path.relpath(sys.executable)
        python = sys.executable if python.startswith("..") else python
        remedy = f"run: {shlex.join([python, '-m', 'pip', 'install', '-c', shown, *names])}"
        fault = Fault(Place(shown), f"names another version than is installed of {there}", remedy)
        yield Verdict("packages", "not those of the constraints", faults=(fault,))


def _plain(name: str) -> str:
    """A package's name as all its spellings are compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def of_inputs(product: Product) -> Verdict:
    """That the inputs are valid; with the values that no figure rests on and no text shows: no fault, perhaps a slip.

    Those of an offer `proposal offer` tells; a default stands on no line.
    """
    proposal = product.proposal
    used = {one.name for figure in product.sheet.values() for one in figure.inputs()}
    used |= {one.name for one in product.document.printed}
    stated = (leaf for leaf in proposal.leaves() if leaf.keys in proposal.places and leaf.keys[0] != "offers")
    idle = [f"{leaf.place}: {leaf.path}: nothing rests on it or shows it" for leaf in stated if leaf.path not in used]
    says = f"valid, {counted(str(len(idle)), 'values')} without effect" if idle else "valid"
    return Verdict("inputs", says, shown=tuple(idle))


def check(
    product: Product, folder: Path, output: Path, at: At = Before, verbose: bool = False, hand: Hand = partial
) -> Iterator[Verdict]:
    """A verdict for each kind of file that is current or altered, one for all that are stale, one for the guardrails.

    `at` gives the sides that guardrails are held against; without it whatever they guard is new.
    `verbose` shows the lines and figures that a build would change as well. While this process looks at the print,
    `hand` has the guardrails judged and the texts looked at.
    """
    one, rails = output_of(product, output), hand(_guardrails, product, folder, at)
    found = [*kinds(one, folder, hand)]
    yield from (kind for kind in found if not kind.stale or kind.faults)
    if any(kind.stale for kind in found):
        yield _stale(one, found, verbose)
    yield rails()


def _guardrails(product: Product, folder: Path, at: At) -> Verdict:
    today = read(folder, product.proposal.changes)
    rails = judged(today, product.proposal, product.sheet, followed(at, today), movers(today, product.sheet))
    broken, unreached = (tuple(one.fault for one in rails if one.outcome == sort) for sort in (BROKEN, NOT_REACHED))
    told = tuple(one.says for one in rails if one.outcome in (ACCEPTED, NEW))
    return Verdict("guardrails", summary(rails), (), broken, told, unreached)


def left_over(output: Path, names: Iterable[str]) -> Iterator[Verdict]:
    """What stands in the folder of output and is of no proposal, such as that of one that is gone or was renamed."""
    known = re.compile(rf"(?:{'|'.join(map(re.escape, names))})(?:{OF_A_BUILD})?")
    others = sorted(path for path in output.glob("[!.]*") if not known.fullmatch(path.name))
    if others:
        faults = tuple(Fault(Place(str(path)), "is of no proposal in inputs/", "remove it") for path in others)
        yield Verdict("left over", listed([path.name for path in others], MOST_NAMED), faults=faults)


def _stale(one: Output, found: Sequence[Verdict], verbose: bool) -> Verdict:
    """All that a build mends, in a line, with its one remedy."""
    files = [name for kind in found for name in kind.stale]
    missing = [name for name in files if not (one.folder / name).exists()]
    figures = _moved(one) if one.record and len(files) > len(missing) else []
    changed = f", {listed(figures, 1)}" if figures else ""
    says = "never built" if len(missing) == len(files) and one.record is None else "not current"
    told = f"{says}: {listed(files, MOST_NAMED)}{changed}"
    what = "is not there" if files[0] in missing else "is not current"
    remedy = f"{REBUILD} && git add {typed(one.folder, ['.'])}" if in_hook() else REBUILD
    fault = Fault(Place(str(one.folder / files[0])), what + _with_others(files), remedy)
    lines = (*figures[:MOST_SHOWN], *(line for kind in found if kind.stale for line in kind.shown))
    return Verdict("output", told, (), (fault,), lines if verbose else ())


def _moved(one: Output) -> list[str]:
    """The printed figures that are not today's as they were committed: those that moved, then those whose range did."""
    moved, ranges, before = list[str](), list[str](), one.record.figures if one.record else {}
    for name in one.product.document.spots():
        figure, old = one.product.sheet[name], before.get(name)
        if old is None or old.value != figure.value:
            was, now = ("new", figure) if old is None else before_and_after(old.value, figure.value, figure.unit)
            moved.append(f"{name}: {was} → {now}")
        elif differs(old, figure):
            ends = ((old.low, figure.low), (old.high, figure.high))
            (low, lower), (high, higher) = (before_and_after(*end, figure.unit) for end in ends)
            ranges.append(f"{name}, its range: {low}–{high} → {lower}–{higher}")
    return moved + ranges
