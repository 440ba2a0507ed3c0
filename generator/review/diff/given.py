"""A difference as it leaves the program: lines for people, a comment, or data.

In: what was found of each proposal, and the shape that was asked for. Out: it, on standard output.
"""

from collections.abc import Sequence

from generator import terminal
from generator.review.diff.as_json import as_json
from generator.review.diff.as_markdown import Links, as_markdown
from generator.review.diff.as_text import as_text
from generator.review.diff.told import Told


def give_differences(found: Sequence[Told], style: str, every: bool, links: Links) -> None:
    """Gives what was found as text, markdown or json; `every` figure that moved, where the text is to list them."""
    if style == "json":
        terminal.give_json(as_json(found))
    elif style == "markdown":
        text = as_markdown(found, links)
        terminal.give(*text.removesuffix("\n").split("\n") if text else ())
    else:
        terminal.give_long([line for one in found for line in as_text(one, terminal.width(), every)])
