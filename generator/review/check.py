"""Whether what is committed is valid, current and true.

In: a product (so its inputs are valid), the folder of its inputs, the files that were committed for it, and the sides
that its guardrails are held against. Out: a verdict for each thing that was checked, with its faults. What a build
mends is one verdict with one fault, however many files it is.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from generator.document.record import moved
from generator.errors import Fault, Place, listed
from generator.git import GitError
from generator.inputs.raw import read
from generator.print.product import Product
from generator.review.aside import KINDS, in_hook, not_staged, other_packages
from generator.review.built import REBUILD, Output, Verdict, kinds, output_of
from generator.review.diff.changes import followed
from generator.review.diff.mixtures import movers
from generator.review.guardrails import ACCEPTED, BROKEN, NEW, NOT_REACHED, judged, summary
from generator.review.terms import At, Before
from generator.units import counted, write

MOST_SHOWN, MOST_NAMED = 40, 2


def check(product: Product, folder: Path, output: Path, at: At = Before, verbose: bool = False) -> Iterator[Verdict]:
    """A verdict for each kind of file that is current or altered, one for all that are stale, one for the guardrails.

    `at` gives the sides that guardrails are held against; without it whatever they guard is new.
    `verbose` shows the lines and figures that a build would change as well.
    """
    one = output_of(product, output)
    found = [*kinds(one, folder)]
    for kind in found:
        if not kind.stale or kind.faults:
            yield kind
    if any(kind.stale for kind in found):
        yield _stale(one, found, verbose)
    yield _guardrails(product, folder, at)


def left_over(output: Path, names: Iterable[str]) -> Iterator[Verdict]:
    """What stands in the folder of output and is of no proposal, such as that of one that is gone or was renamed."""
    known = re.compile(rf"(?:{'|'.join(map(re.escape, names))})(?:\.(?:{KINDS}|html))?")
    others = sorted(path for path in output.glob("[!.]*") if not known.fullmatch(path.name))
    if others:
        faults = tuple(Fault(Place(str(path)), "is of no proposal in inputs/", "remove it") for path in others)
        yield Verdict("left over", listed([path.name for path in others], MOST_NAMED), faults=faults)


def staged(root: Path, name: str) -> Iterator[Verdict]:
    """What git's index has of a proposal otherwise than it is here; where git cannot tell, the guardrails say so."""
    with suppress(GitError):
        if faults := tuple(not_staged(root, name)):
            yield Verdict("index", "not what is here", faults=faults)


def installed() -> Iterator[Verdict]:
    """The packages that are not those which a build is to be made with."""
    if faults := tuple(other_packages()):
        yield Verdict("packages", "not those of the constraints", faults=faults)


def _stale(one: Output, found: Sequence[Verdict], verbose: bool) -> Verdict:
    """All that a build mends, in a line, with its one remedy."""
    files = [name for kind in found for name in kind.stale]
    missing = [name for name in files if not (one.folder / name).exists()]
    figures = _moved(one) if one.record and len(files) > len(missing) else []
    changed = f", {listed(figures, 1)}" if figures else ""
    says = "never built" if len(missing) == len(files) and one.record is None else "not current"
    told = f"{says}: {listed(files, MOST_NAMED)}{changed}"
    what = "is not there" if files[0] in missing else "is not current"
    others = f", with {counted(str(len(files) - 1), 'other files')}" if files[1:] else ""
    remedy = f"{REBUILD} && git add output" if in_hook() else REBUILD
    fault = Fault(Place(str(one.folder / files[0])), what + others, remedy)
    lines = (*figures[:MOST_SHOWN], *(line for kind in found if kind.stale for line in kind.shown))
    return Verdict("output", told, (), (fault,), lines if verbose else ())


def _moved(one: Output) -> list[str]:
    """The printed figures whose committed value is not today's, by name."""
    told = []
    for name in one.product.document.spots():
        figure, old = one.product.sheet[name], one.record.figures.get(name) if one.record else None
        if old is None or moved(old, figure):
            was = "new" if old is None else write(old.value, figure.unit)
            told.append(f"{name}: {was} → {figure}")
    return told


def _guardrails(product: Product, folder: Path, at: At) -> Verdict:
    today = read(folder, product.proposal.changes, product.proposal.files)
    found = judged(product.proposal, product.sheet, followed(at, today), movers(today, product.sheet))
    broken, unreached = (tuple(one.fault for one in found if one.outcome == sort) for sort in (BROKEN, NOT_REACHED))
    told = tuple(one.says for one in found if one.outcome in (ACCEPTED, NEW))
    return Verdict("guardrails", summary(found), (), broken, told, unreached)
