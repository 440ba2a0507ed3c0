"""The YAML text of plain values, kept as a tree whose every node knows its lines, so that it can be damaged.

In: plain values. Out: a tree; and its text, which may say what plain values cannot, such as a key that stands twice.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Node:
    """A value: a scalar's text, or what it holds; `keys` are those of a mapping. Lines count from 1, once written."""

    text: str = ""
    items: list["Node"] = field(default_factory=list)
    keys: list[str] | None = None
    lists: bool = False
    first: int = 0
    last: int = 0

    @property
    def holds(self) -> bool:
        """Whether it is a mapping or a list."""
        return self.lists or self.keys is not None


def tree(value: Any) -> Node:
    """The tree of a plain value."""
    if isinstance(value, dict):
        return Node(keys=list(value), items=[tree(one) for one in value.values()])
    if isinstance(value, list):
        return Node(lists=True, items=[tree(one) for one in value])
    return Node(json.dumps(value, ensure_ascii=False))


def text(root: Node) -> str:
    """The YAML of a tree, a scalar a line; every node learns its first line (its key's) and its last."""
    lines: list[str] = []
    _write(root, "", lines)
    return "\n".join(lines) + "\n"


def _write(node: Node, indent: str, lines: list[str]) -> None:
    for index, item in enumerate(node.items):
        head = "-" if node.keys is None else f"{json.dumps(node.keys[index], ensure_ascii=False)}:"
        item.first = len(lines) + 1
        if item.items:
            lines.append(indent + head)
            _write(item, f"{indent}  ", lines)
        else:
            empty = "{}" if item.keys is not None else "[]" if item.lists else item.text
            lines.append(f"{indent}{head} {empty}")
        item.last = len(lines)
    node.last = len(lines)


def places(node: Node) -> Iterator[tuple[Node, int]]:
    """Every node below, as the node that holds it and its position there."""
    for index, item in enumerate(node.items):
        yield node, index
        yield from places(item)


def words(node: Node) -> Iterator[str]:
    """Every key and every text of a node and below it."""
    yield from node.keys or ()
    if node.text.startswith('"'):
        yield json.loads(node.text)
    for item in node.items:
        yield from words(item)
