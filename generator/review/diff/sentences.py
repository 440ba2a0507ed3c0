"""Which sentences of the document came and went, and why the request stays where it does.

In: what both sides print. Out: sentences, as the document has them.
"""

from collections.abc import Iterable, Iterator

from generator.document.marks import escape, unmark
from generator.document.render import Document
from generator.figures.figure import Figure, Sheet
from generator.print.product import Product
from generator.review.diff.changes import Change
from generator.units import counted, write

NO_SENTENCE = ("|", "#", "!", "<")
"""What a line of the document begins with that is a row, a heading, a picture or no text of its own."""

APPENDIX = "## Appendix"


def turned(before: Product, after: Product, changes: Iterable[Change]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The sentences that went, and those that came; none that reads otherwise by its numbers, or by changed words."""
    old, new = (_sentences(one.document) for one in (before, after))
    said = [(one.old, one.new) for one in changes if one.words]
    was, now = ([text for pair in said for text in _texts(pair[side])] for side in (0, 1))
    went = tuple(text for key, text in old.items() if key not in new and not any(word in text for word in was))
    came = tuple(text for key, text in new.items() if key not in old and not any(word in text for word in now))
    return went, came


def _texts(value: object) -> Iterator[str]:
    """The words that a value of the inputs holds, as the document has them."""
    if isinstance(value, str):
        yield from {value, escape(value)}
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in below:
        yield from _texts(one)


def _sentences(document: Document) -> dict[str, str]:
    """The sentences of the sections, each by what it says beside its numbers."""
    found: dict[str, str] = {}
    for line, marked in zip(document.text.split("\n"), document.marked.split("\n"), strict=True):
        if line.startswith(APPENDIX):
            break
        if line and not line.startswith(NO_SENTENCE):
            key = unmark(marked, lambda one, text: text if one.kind == "name" else one.kind, document.printed)
            found.setdefault(key, line.removeprefix("> ").removeprefix("- "))
    return found


def stays(before: Sheet, after: Sheet, name: str) -> str:
    """Why a figure of the request is what it was: what moved closest below it, and what took the move up."""
    found = _held(after[name], before)
    if found is None:
        return "The request stays: it does not rest on what changed."
    held, below = found
    old, new = (write(one, below.unit) for one in (before[below.name].value, below.value))
    value = counted(str(held), held.unit.symbol)
    step = held.needs.get("rounding_step")
    if isinstance(step, Figure) and step is not below:
        both = f"{old} and {counted(new, below.unit.symbol)} are rounded up to {value} both times"
        return f"The request stays: {both}, in steps of {step}."
    return f"The request stays: {held.name} is {value} both times, though {below.name} moved from {old} to {new}."


def _held(figure: Figure, before: Sheet) -> tuple[Figure, Figure] | None:
    """The first figure down that is what it was though one that it was worked out from is not; and that one."""
    seen, waiting = {figure.name}, [figure]
    while waiting:
        one = waiting.pop(0)
        below = [need for need in one.inputs() if need.name in before]
        for need in below:
            if before[need.name].value != need.value:
                return one, need
        waiting += [need for need in below if need.name not in seen]
        seen |= {need.name for need in below}
    return None
