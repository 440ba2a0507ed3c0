"""What is still open on our side: the values that may be `to be agreed`, and are.

In: the records. Out: in words, each thing that the vendor still has to be told, once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

OPEN = "to be agreed"


@dataclass(frozen=True)
class Ours:
    """The mark of a value that is ours to settle, with what it is in words."""

    what: str


def open_on_our_side(records: object) -> list[str]:
    """What is to be agreed and ours to settle, in the order of the files; what many values leave open stands once."""
    return list(dict.fromkeys(_open(records)))


def _open(node: Any) -> Iterator[str]:
    if isinstance(node, BaseModel):
        for name, field in type(node).model_fields.items():
            value = getattr(node, name)
            mark = next((item for item in field.metadata if isinstance(item, Ours)), None)
            if mark and value == OPEN:
                yield mark.what
            else:
                yield from _open(value)
    elif isinstance(node, dict):
        for one in node.values():
            yield from _open(one)
