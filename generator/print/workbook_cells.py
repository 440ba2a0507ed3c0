"""Which cell of a workbook each figure has, and the formula that stands in it.

In: a proposal and its sheet. Out: `Cells`: the inputs with their defined names, the figures, the sensitivity, and what
stands beside them so that these can be worked out; each a line with a reference that formulas use.

An end that the sensitivity moves an input to holds only where all that follows from it is possible. In a workbook that
may become so, or stop to be: both the input moved there and all that moves with it have cells in any case.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from typing import NamedTuple

from generator.figures.figure import Figure, Number, Sheet
from generator.figures.rows import Book
from generator.figures.sensitivity import ENDS, WORK, Tried, before_rounding, tried
from generator.inputs import Leaf, Proposal
from generator.inputs.quantities import TO_BE_AGREED, TO_BE_MEASURED
from generator.inputs.raw import dotted
from generator.print.workbook_formulas import Aside, listed, written

INPUTS, FIGURES, SENSITIVITY, WORKINGS = "Inputs", "Figures", "Sensitivity", "Workings"
"""The sheets on which figures stand."""
FIRST = 5
"""The row of the first figure on each of them, counted as a spreadsheet does."""
VALUE, LOW, HIGH = "C", "D", "E"
"""The columns of an input's value and ends; the first is that of any figure's value."""
LONGEST_NAME = 255
NO_NAME = re.compile(r"[^\w.]")
NOTHING_BELOW, ALL_ABOVE = "-1E-6", "1+1E-9"
"""What is less than nothing, or more than all, by more than the last digits of a binary number."""


class Input(NamedTuple):
    """A line of the inputs with its defined name: a figure, or the text of what is still to be found out."""

    path: str
    name: str
    figure: Figure | None
    leaf: Leaf | None
    text: str = ""
    place: str = ""


class Line(NamedTuple):
    """A figure's name, sentence and value, and its formula without `=`; None where it is a value alone."""

    name: str
    says: str
    value: Number
    formula: str | None
    figure: Figure | None = None


@dataclass(frozen=True)
class Cells:
    """The lines of each sheet in order, the reference to each figure, and what formulas refer to in its place."""

    inputs: tuple[Input, ...]
    refs: dict[str, str]
    lines: Mapping[str, list[Line]]
    instead: dict[str, str] = field(default_factory=dict)

    def refer(self, figure: Figure) -> str:
        """What a formula reads a figure from. Raises KeyError for a figure that has no cell."""
        return self.instead.get(figure.name) or self.refs[figure.name]

    def refer_shown(self, figure: Figure) -> str:
        """Where a figure stands, for whoever shows it. Raises KeyError for a figure that has no cell."""
        return self.refs[figure.name]

    def aside(self, formula: str, value: Number, name: str = "", says: str = "A part of a long list.") -> str:
        """Gives a formula a cell of its own, after the other workings, and returns the reference to it."""
        self.lines[WORKINGS].append(Line(name, says, value, formula))
        return cell(WORKINGS, FIRST + len(self.lines[WORKINGS]) - 1)


def cells(proposal: Proposal, sheet: Sheet) -> Cells:
    """Every figure of the sheet in its cell."""
    inputs, ends = tuple(_inputs(proposal, sheet)), tried_ends(proposal, sheet)
    first = [one for one in sheet.first_order.values() if not _is_input(one)]
    columns = {FIGURES: first, SENSITIVITY: [*sheet.sensitivity.values()], WORKINGS: _beside(sheet, ends)}
    lines = {name: [Line(one.name, one.says, one.value, None, one) for one in of] for name, of in columns.items()}
    found = Cells(inputs, {one.path: one.name for one in inputs if one.figure is not None}, lines)
    for name, column in columns.items():
        found.refs.update((one.name, cell(name, FIRST + at)) for at, one in enumerate(column))
    found.instead.update(_stated_ends(inputs, sheet))
    held = {path: _held(found, path, one) for path, one in ends.items()}
    for name, column in columns.items():
        for at, one in enumerate(column):
            formula = held[one.name] if one.name in held else _formula(found, one)
            lines[name][at] = lines[name][at]._replace(formula=formula)
    return found


def cell(sheet: str, row: int, column: str = VALUE) -> str:
    """A reference to a cell, which holds on every sheet."""
    return f"{sheet}!${column}${row}"


def _inputs(proposal: Proposal, sheet: Sheet) -> Iterator[Input]:
    """Each quantity of the inputs, what was measured, and what is still to be agreed or measured."""
    taken: set[str] = set()
    leaves = {leaf.path: leaf for leaf in proposal.leaves()}
    for path, figure in sheet.first_order.items():
        if _is_input(figure):
            yield Input(path, named(path, taken), figure, leaves.get(path))
    for keys, value, _, _, _ in proposal.inputs.walked:
        if isinstance(value, str) and value in (TO_BE_AGREED, TO_BE_MEASURED):
            path = dotted(keys)
            yield Input(path, named(path, taken), None, None, value, str(proposal.place(keys)))


def _is_input(figure: Figure) -> bool:
    """Whether a figure was stated or measured; one that was simulated has no formula either, and rests on others."""
    return figure.formula is None and not figure.needs


def named(path: str, taken: set[str]) -> str:
    """A defined name as a spreadsheet takes it: the path, other characters replaced, and like no other in any case."""
    plain = NO_NAME.sub("_", path)[: LONGEST_NAME - 8]
    name, number = plain, 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain}_{number}"
    taken.add(name.casefold())
    return name


def _stated_ends(inputs: Iterable[Input], sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Where the ends of ranges stand that the sensitivity moves an input to."""
    for at, one in enumerate(inputs):
        if one.figure is not None and one.figure.ranges:
            for end, column in zip(ENDS, (LOW, HIGH), strict=True):
                if (moved := sheet.sensitivity.get(f"{one.path}.{end}_end")) is not None:
                    yield moved.name, cell(INPUTS, FIRST + at, column)


def _beside(sheet: Sheet, ends: Mapping[str, Tried]) -> list[Figure]:
    """The figures that stand in no sheet and that others are worked out from, each once."""
    seen: set[int] = set()
    found: dict[str, Figure] = {}
    waiting = [*(one for end in ends.values() for one in end.found.values()), *sheet.values()]
    while waiting:
        one = waiting.pop()
        if id(one) not in seen:
            seen.add(id(one))
            waiting += one.inputs()
            if one.name not in sheet and one.formula is not None:
                found.setdefault(one.name, one)
    return list(found.values())


def _held(found: Cells, path: str, end: Tried) -> str:
    """The formula of an end: the input moved where that is possible, or else as it is. Its request is set aside."""
    moved, holds = end.moved, end.is_possible
    assert moved.formula is not None
    formula = written(moved.formula, moved.needs, found.refer, found.aside)
    found.instead[path] = at = found.aside(formula or "", moved.value, f"{path}.tried", moved.says)
    says = "Whether the assumption, and all that moves with it, can be there."
    there = found.aside(is_possible(end, at, found.refer, found.aside), holds, f"{path}.possible", says)
    assumption, _, which = path.rpartition(".")
    for key, here in end.here.items():
        text = f"IF({there},{found.refer(end.there[key])},{found.refer(here)})"
        value = (end.there if holds else end.here)[key].value
        # Work is told by its unit, as what moves with it is.
        name = f"{assumption}.{key}.{which}.work_per_minute" if key.startswith(WORK) else f"{path}.{key}"
        found.instead[name] = found.aside(text, value, name, here.says)
    return f"IF({there},{at},{found.refer(end.assumption)})"


def _formula(found: Cells, figure: Figure) -> str | None:
    if figure.formula is None:
        return found.instead.get(figure.name)
    needs = {key: _at_end(found, figure, key, need) for key, need in figure.needs.items()}
    return written(figure.formula, needs, found.refer, found.aside)


def _at_end(found: Cells, figure: Figure, key: str, need: Figure | tuple[Figure, ...]) -> Figure | tuple[Figure, ...]:
    """Of a move, the request at an end that may be held: it is told by the name of that end."""
    for end in ENDS:
        name = f"{figure.name.rpartition('.')[0]}.{end}_end.{key.removeprefix(f'{end}_')}"
        if isinstance(need, Figure) and key.startswith(f"{end}_") and name in found.instead:
            return replace(need, name=name)
    return need


def tried_ends(proposal: Proposal, sheet: Sheet) -> dict[str, Tried]:
    """Of each end that is not stated, by the name of its figure."""
    quantities = {leaf.path: leaf.quantity for leaf in proposal.leaves()}
    book = Book(proposal.inputs, sheet, quantities=quantities)
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
    least, most = (end.quantity.moves_from, end.quantity.most) if end.quantity else (0, None)
    parts += [f"{at}>={least}{NOTHING_BELOW}"] * bool(least) + [f"{at}<={most}"] * (most is not None)
    if members:
        parts.append(f"{listed('least', [*members.values()], aside)}>={NOTHING_BELOW}")
    shares = [members[one.name] for one in moving if one.unit.percent]
    if shares:
        parts.append(f"{listed('greatest', shares, aside)}<={ALL_ABOVE}")
    return f"AND({','.join(parts)})"
