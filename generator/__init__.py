"""Capacity-reservation proposals, from assumptions to a document in which every numeral is a computed figure.

The stages, a room each: inputs (validated records that know their file and line) → calculation (a plain function per
figure) → figures (a sheet that remembers how each came about) → document (templates → Markdown, each numeral audited)
→ print (its PDF, each numeral audited) → review (what changed, and why).
"""

from typing import TYPE_CHECKING

__version__ = "2026.2"
"""The release, which a print names in its foot. pyproject.toml takes it from here."""

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas

    from generator.figures.figure import Sheet
    from generator.inputs import Proposal
    from generator.print.notebook import Shown


# Imported when called: `python -m generator` imports this file on machines that have nothing installed yet.
def load(folder: "str | Path", changes: "Mapping[str, str] | None" = None) -> "Shown":
    """A proposal's folder, with changes made first: its validated records, figures and charts, which show themselves.

    Raises ProposalError with every fault.
    """
    from generator.print.notebook import opened

    return opened(folder, changes)


def calculate(proposal: "Proposal") -> "Sheet":
    """The sheet of all figures of a proposal."""
    from generator.figures.sheet import calculate as calculate_sheet

    return calculate_sheet(proposal)


def frame(sheet: "Sheet") -> "pandas.DataFrame":
    """The sheet as a table: a row per figure with name, value, low, high, unit, text, sentence and place."""
    from generator.print.notebook import frame as frame_of

    return frame_of(sheet)
