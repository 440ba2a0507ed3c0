"""The ends that the sensitivity moves an input to, which hold only where all that follows from them is possible.

In: a proposal and its sheet. Out: for each end of an input that states no range, the input moved there and all that
moves with it, whether or not that is possible: in a workbook it may become so, or stop to be.
"""

from collections.abc import Callable
from itertools import product

from generator.figures.figure import Figure, Sheet
from generator.figures.rows import Book
from generator.figures.sensitivity import ENDS, Tried, before_rounding, tried
from generator.inputs import Proposal
from generator.print.workbook_formulas import Aside, listed

NOTHING_BELOW, ALL_ABOVE = "-1E-6", "1+1E-9"
"""What is less than nothing, or more than all, by more than the last digits of a binary number."""


def tried_ends(proposal: Proposal, sheet: Sheet) -> dict[str, Tried]:
    """Of each end that is not stated, by the name of its figure."""
    most = {leaf.path: leaf.quantity.most for leaf in proposal.leaves() if leaf.quantity.most is not None}
    book = Book(proposal.inputs, sheet, most=most)
    ends: dict[str, Tried] = {}
    for part in before_rounding(book):
        for name, end in product(part.resting, ENDS):
            figure = sheet.sensitivity.get(f"{name}.{end}_end")
            if figure is not None and figure.name not in ends and not sheet[name].ranges:
                ends[figure.name] = tried(book, part, name, end)
    return ends


def is_possible(end: Tried, at: str, refer: Callable[[Figure], str], aside: Aside) -> str:
    """The formula that says whether an input may be at its end; `at` is the cell of the input moved."""
    moving = [one for one in end.found.values() if not one.unit.logical]
    members = {one.name: (refer(one), one.value) for one in moving}
    parts = [f"{at}>={NOTHING_BELOW}", f"{at}<={ALL_ABOVE}"][: 1 + end.moved.unit.percent]
    parts += [] if end.most is None else [f"{at}<={end.most}"]
    if members:
        parts.append(f"{listed('least', [*members.values()], aside)}>={NOTHING_BELOW}")
    shares = [members[one.name] for one in moving if one.unit.percent]
    if shares:
        parts.append(f"{listed('greatest', shares, aside)}<={ALL_ABOVE}")
    return f"AND({','.join(parts)})"
