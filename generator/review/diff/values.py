"""A change as people write it: from what to what, where, and which sources with it.

In: a change. Out: short texts of one line, in which no YAML is cut.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from generator.inputs.raw import dotted
from generator.review.diff.changes import ADDED, CHANGED, FORMULAS, REMOVED, RENAMED, REORDERED, Change
from generator.units import STATED, Unit, write

LONGEST, BEFORE = 40, 12
"""Characters of a value that are shown, and how many of them before the first that is another."""
SOURCE, PLAIN = "source", Unit("", "dimensionless")


def said(change: Change) -> str:
    """From what to what."""
    if change.kind == FORMULAS:
        return "changed since the figures of the base were committed"
    if change.kind == RENAMED:
        return f"was {change.old}"
    old, new = value(change.old), value(change.new)
    if change.kind in (ADDED, REMOVED):
        shown = new if change.kind == ADDED else old
        return f"{change.kind}: {clipped(shown)}" if shown else change.kind
    if change.kind == CHANGED and old == new:
        return "the same value, otherwise stated" if old else "changed"
    begin = _begin(old, new)
    was, now = (clipped(f"{'… ' if begin else ''}{text[begin:]}") for text in (old, new))
    return f"{'reordered: ' if change.kind == REORDERED else ''}{was} → {now}"


def value(found: Any) -> str:
    """A value of the inputs as people write it; of an entry its label, or nothing."""
    if isinstance(found, bool):
        return "true" if found else "false"
    if isinstance(found, Fraction):
        return write(found, PLAIN, STATED)
    if isinstance(found, list):
        return ", ".join(filter(None, map(value, found)))
    if not isinstance(found, Mapping):
        return "" if found is None else " ".join(str(found).split())
    if "value" in found:
        return value(found["value"])
    if "low" in found and "high" in found:
        span = f"{value(found['low'])} to {value(found['high'])}"
        return f"{value(found['likely'])} ({span})" if "likely" in found else span
    return value(found.get("label", "")) if isinstance(found.get("label"), str) else ""


def clipped(text: str, most: int = LONGEST) -> str:
    """A text, or its beginning, to a whole word where there is one."""
    if len(text) <= most:
        return text
    end = text.rfind(" ", most // 2, most - 1)
    return f"{text[: end if end > 0 else most - 1]}…"


def tail(text: str, most: int) -> str:
    """A path, or its end."""
    return text if len(text) <= most else f"…{text[len(text) - most + 1 :]}"


def _begin(old: str, new: str) -> int:
    """Where two texts are shown from, so that their first difference is: at a word a little before it."""
    pairs = enumerate(zip(old, new, strict=False))
    first = next((index for index, (one, other) in pairs if one != other), min(len(old), len(new)))
    if max(len(old), len(new)) <= LONGEST or first <= LONGEST - BEFORE:
        return 0
    return old.find(" ", first - BEFORE, first) + 1 or first - BEFORE


def file_and_line(change: Change) -> str:
    """Where a change stands, by the name of its file."""
    return change.place.short.rpartition("/")[2]


def sources(change: Change) -> Iterator[tuple[str, str, str]]:
    """Each path whose source has changed, with the source that was named before and the one that is named now."""
    old, new = change.old, change.new
    if SOURCE in change.path:
        end = change.path.index(SOURCE)
        keys = change.path[end + 1 :]
        yield dotted(change.path[:end]), _source(old, *keys), _source(new, *keys)
    elif isinstance(old, Mapping) or isinstance(new, Mapping):
        was, now = (one.get(SOURCE) if isinstance(one, Mapping) else None for one in (old, new))
        if was != now and old is not None and new is not None:
            yield change.name, _source(was), _source(now)


def _source(found: Any, *keys: str | int) -> str:
    if isinstance(found, Mapping):
        return ", ".join(f"{key}: {value(one)}" for key, one in found.items())
    return ": ".join([*map(str, keys), value(found)]) if found else "none of its own"
