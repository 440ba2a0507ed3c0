"""Random faults in valid inputs: a node is dropped, duplicated, renamed, given another type, or put in another's place.

In: the plain values of a proposal, and a source of chance. Out: the texts of its files with one fault; and, of what the
loader then says, whether it is right.

An error is right where it ends with exit code 3 and one of its faults stands on a line of the node that was damaged,
of its key or within the record that holds it; or names what was lost, on the line that still refers to it; or names
the line that was damaged, on another that no longer fits it, for either may be the one that is wrong.
"""

import copy
import json
import random
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.errors import Fault, ProposalError
from tests.fuzz.tree import Node, places, text, tree, words

DROPPED, DUPLICATED, RENAMED, RETYPED, SPLICED = KINDS = ("dropped", "duplicated", "renamed", "retyped", "spliced")
OTHER_TYPES = ('"some text"', "7", "-1", "0.5", "true", "null", '""', '"150%"', "1e9", ".nan", "1_000", "2026-01-31")


@dataclass(frozen=True)
class Damaged:
    """The texts with a fault: what was done, in which file, the lines it may be told at, and the names it took away."""

    texts: Mapping[str, str]
    kind: str
    file: str
    exact: frozenset[int]
    within: range
    lost: frozenset[str]

    def right(self, error: ProposalError) -> str:
        """How an error names the fault: its line, a line of its record, its name, its line beside another; or not."""
        if error.exit_code != 3:
            return ""
        here = [fault for fault in error.faults if fault.place.file.endswith(self.file)]
        if any(fault.place.line in self.exact for fault in here):
            return "line"
        if any(fault.place.line in self.within for fault in here):
            return "record"
        if any(self._names(fault) for fault in error.faults):
            return "name"
        return "line beside" if any(self._points(fault) for fault in error.faults) else ""

    def _names(self, fault: Fault) -> bool:
        said = f"{fault.what} {fault.hint} {fault.place.text}"
        return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) for name in self.lost)

    def _points(self, fault: Fault) -> bool:
        lines = re.findall(rf"{re.escape(self.file)}:(\d+)", fault.hint)
        return any(int(line) in self.exact or int(line) in self.within for line in lines)


def damage(files: Mapping[str, Any], chance: random.Random) -> Damaged:
    """The files with one random fault; some faults leave the inputs valid, such as a label that is renamed."""
    trees = {name: tree(values) for name, values in files.items()}
    file = chance.choice(sorted(trees))
    root = trees[file]
    parent, index = chance.choice(list(places(root)))
    node, kind = parent.items[index], chance.choice(KINDS)
    if kind == RENAMED and parent.keys is None:
        kind = RETYPED
    before = Counter(words(parent))
    hit = _apply(kind, parent, index, chance, trees)
    texts = {f"{name}.yaml": text(one) for name, one in trees.items()}
    lost = frozenset(before - Counter(words(parent)))  # how often each stood: what is lost may stand beside it as well
    if kind == RENAMED:
        lost |= frozenset(words(node))
    exact = {parent.first, *range(hit.first, hit.last + 1)} if hit else {parent.first}
    within = range(parent.first, parent.last + 1) if parent is not root else range(0)
    names = frozenset(name for name in lost if len(name) > 0 and name.strip())
    return Damaged(texts, kind, f"{file}.yaml", frozenset(exact), within, names)


def _apply(kind: str, parent: Node, index: int, chance: random.Random, trees: Mapping[str, Node]) -> Node | None:
    """Does it; the node that was damaged, or None where it is gone."""
    if kind == DROPPED:
        del parent.items[index]
        if parent.keys is not None:
            del parent.keys[index]
        return None
    if kind == DUPLICATED:
        twin = copy.deepcopy(parent.items[index])
        parent.items.insert(index + 1, twin)
        if parent.keys is not None:
            parent.keys.insert(index + 1, parent.keys[index])
        return twin
    if kind == RENAMED:
        assert parent.keys is not None
        parent.keys[index] = chance.choice([f"{parent.keys[index]}x", f"x{parent.keys[index]}", "label", "a b", "<<"])
        return parent.items[index]
    if kind == SPLICED:
        donor, at = chance.choice(list(places(trees[chance.choice(sorted(trees))])))
        parent.items[index] = copy.deepcopy(donor.items[at])
        return parent.items[index]
    parent.items[index] = _other(parent.items[index], chance)
    return parent.items[index]


def _other(node: Node, chance: random.Random) -> Node:
    """A node of another type."""
    own = json.loads(node.text) if node.text else None
    shapes = [Node(keys=[]), Node(lists=True), Node(keys=["value"], items=[copy.deepcopy(node)])]
    shapes += [Node(lists=True, items=[copy.deepcopy(node)])]
    shapes += [Node(one) for one in OTHER_TYPES if one != node.text and not (isinstance(own, str) and one[0] == '"')]
    return chance.choice(shapes)
