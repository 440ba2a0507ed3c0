"""An entry of the inputs with some of its values put otherwise."""

from typing import TypeVar

from generator.inputs.entry import Entry

_Entry = TypeVar("_Entry", bound=Entry)


def but(entry: _Entry, **put: object) -> _Entry:
    """The entry with these values, of which nothing is asked."""
    return type(entry)(**{**dict(entry), **put})
