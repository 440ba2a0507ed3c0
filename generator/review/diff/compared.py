"""Proposals, each as it stands on two sides.

In: the folders of proposals, what the sides are called, the folder of what is committed for them, and the templates.
Out: for each proposal that a side has, what was found: a difference, faults, or that one side alone has it, and why.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from generator.document.templates import INSTALLED, Templates
from generator.errors import ProposalError
from generator.review.diff.difference import Committed, Diff, diff
from generator.review.diff.report import Told
from generator.review.sides import Past, Side, Sides, called, parted, side
from generator.review.terms import at_revisions


class Pair(NamedTuple):
    """A proposal on two sides, one of which may be lacking, and a word for how it came, went or got its name."""

    name: str
    before: Side | None
    after: Side | None
    word: str = ""


def differences(
    folders: Iterable[Path],
    named: Sides,
    changes: Mapping[str, str],
    past: Past,
    templates: Templates = INSTALLED,
    every: bool = False,
) -> Iterator[Told]:
    """What was found of each proposal; `changes` are made to the target first; `every` asks for all contributions.

    Raises ProposalError for a revision that is not there. Faulty inputs are told of their proposal, and stop no other.
    """
    paths = {folder.name: folder for folder in folders}
    pairs = [
        Pair(name, side(path, named.base, past), side(path, named.target, past, changes))
        for name, path in paths.items()
    ]
    for name, before, after, word in _renamed([pair for pair in pairs if pair.before or pair.after]):
        titles = [one.title if one else called(other) for one, other in ((before, named.base), (after, named.target))]
        told = Told(name, titles[0], titles[1], word)
        try:
            if before and after:
                yield told._replace(diff=_difference(paths[name], before, after, past, templates, every))
            elif not word:
                yield told._replace(word=_alone(paths[name], after, named, past))
            elif before is None:
                yield told
        except ProposalError as error:
            yield told._replace(faults=error.faults)


def _difference(folder: Path, before: Side, after: Side, past: Past, templates: Templates, every: bool) -> Diff:
    # At one revision there is one document, whatever today's formulas make of it.
    one_commit = before.commit and before.commit == after.commit
    records = [None if one_commit else one.committed(past.output) for one in (before, after)]
    known = Committed(records[0], past.since(before.commit), records[1], at_revisions(folder, past, before.title))
    return diff(before.raw, after.raw, known, every, templates)


def _renamed(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """The pairs; one that came and one that went with most of its files are one, which was renamed."""
    gone = {pair.name: pair for pair in pairs if pair.after is None}
    there = {pair.name: pair.before.raw.files for pair in pairs if pair.before and pair.after}
    taken: dict[str, Pair] = {}
    for name, before, after, _ in pairs:
        if before is None and after is not None and gone:
            alike = max(gone.values(), key=lambda one: _same(one.before, after))
            if _same(alike.before, after) * 2 >= len(after.raw.files):
                taken[name] = gone.pop(alike.name)
    for pair in pairs:
        if old := taken.get(pair.name):
            yield pair._replace(before=old.before, word=f"renamed from {old.name}")
        elif pair.before is None:
            copied = [name for name, files in there.items() if pair.after and files == pair.after.raw.files]
            yield pair._replace(word=f"copied from {copied[0]}" if copied else "")
        elif pair.after or pair.name in gone:
            yield pair


def _same(one: Side | None, other: Side) -> int:
    """How many files two sides have alike."""
    return sum(other.raw.files.get(name) == text for name, text in one.raw.files.items()) if one else 0


def _alone(folder: Path, after: Side | None, named: Sides, past: Past) -> str:
    """How it came that one side alone has a proposal."""
    if after is not None:
        tip = side(folder, named.tip, past) if named.tip else None
        picked = tip is not None and tip.raw.values == after.raw.values
        return f"added, as in {named.tip}: cherry-picked" if picked else "added"
    both = parted(named, past)
    if both and side(folder, both, past) is None:
        return f"only in {named.base}: added there since the two parted"
    return "deleted"
