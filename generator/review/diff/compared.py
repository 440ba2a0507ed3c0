"""Proposals, each as it stands on two sides.

In: the folders of proposals, what the sides are called, the folder of what is committed for them, the templates, and a
style: text, markdown or json. Out: for each proposal that a side has, a text, and whether there is a difference.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from generator.document.templates import INSTALLED, Templates
from generator.review.diff.as_text import alone, as_json, as_markdown, as_text
from generator.review.diff.difference import diff
from generator.review.diff.sides import side

STYLES = {"text": as_text, "markdown": as_markdown}

Progress: TypeAlias = Callable[[str, str], None]
"""Says of what, and what is being done."""
EACH = 10
"""So many mixtures are worked out from one line of it to the next."""


def _told(progress: Progress, name: str) -> Callable[[int], None]:
    """Says now and then how many mixtures were worked out: with many causes it takes half a minute."""

    def tell(done: int) -> None:
        if done and not done % EACH:
            progress(name, f"{done} mixtures of its changes calculated")

    return tell


def differences(
    folders: Iterable[Path],
    base: str,
    target: str,
    changes: Mapping[str, str],
    style: str,
    output: Path,
    templates: Templates = INSTALLED,
    progress: Progress = lambda *_: None,
) -> Iterator[tuple[str, bool]]:
    """The text of each proposal, and whether it tells a difference; `changes` are made to the target first.

    Raises ProposalError for a revision that is not there, and for inputs that are not valid.
    """
    for folder in folders:
        before, after = side(folder, base), side(folder, target, changes)
        if before and after:
            # At one revision there is one document, whatever today's formulas make of it.
            records = [None if before.commit == after.commit else one.committed(output) for one in (before, after)]
            tell = _told(progress, folder.name)
            found = diff(before.raw, after.raw, records[0], before.since(), records[1], tell, templates)
            if style == "json":
                yield as_json(found, folder.name, before.title, after.title), not found.empty
            else:
                yield STYLES[style](found, f"{folder.name}, {before.title}", after.title), not found.empty
        elif one := before or after:
            yield alone(folder.name, one.title, style), True
