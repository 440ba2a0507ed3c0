"""Variants beside the proposal, in tables and data.

In: what was found of each. Out: lines for a terminal, Markdown, or plain values. A column is a variant; beside each of
its figures stands how far it is from the proposal as it stands.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from generator import terminal
from generator.decide.tables import Table, as_lines, as_markdown
from generator.decide.variants import Side
from generator.figures.figure import Figure
from generator.figures.varied import CHANCE, Row
from generator.inputs.quantities import unit_of
from generator.units import COMPACT, EXACT, Move, Style, signed, write

MOVE = unit_of(Move)
NOTHING = "–"


def told_as_text(found: Sequence[Side], currency: str) -> Iterator[terminal.Line]:
    """Lines for a terminal: few variants abreast, or a block each where they do not fit beside each other."""
    for table in (*_abreast(found, currency, terminal.width()), *_changes(found)):
        yield from as_lines(table)


def told_as_markdown(found: Sequence[Side], currency: str) -> Iterator[str]:
    """Lines of Markdown."""
    for table in (_table(found, currency), *_changes(found)):
        yield from as_markdown(table)


def told_as_json(found: Sequence[Side]) -> list[dict[str, Any]]:
    """Plain values, an object a side; that of the proposal as it stands has no name."""
    first = found[0].figures
    return [
        {
            "name": one.name or None,
            "label": one.label,
            "why": one.why or None,
            "set": {path: after for path, (_, after) in one.puts.items()},
            "figures": [_plain(row, figure, first.get(row)) for row, figure in one.figures.items()],
        }
        for one in found
    ]


def _plain(row: Row, figure: Figure, before: Figure | None) -> dict[str, Any]:
    moved = None if before is None or not before.value else float(figure.value / before.value - 1)
    ends = {"value": float(figure.value), "low": float(figure.low), "high": float(figure.high)}
    names = {"part": row.part or None, "model": row.model or None, "title": row.title, "figure": figure.name}
    return {**names, **ends, "unit": figure.unit.symbol, "moved": moved}


def _abreast(found: Sequence[Side], currency: str, wide: int) -> Iterator[Table]:
    """The table, or several of as many variants as the lines have room for."""
    first, *others = found
    while others:
        many, table = len(others), _table([first, *others], currency, COMPACT)
        while many > 1 and any(len(terminal.plain(line)) > wide for line in as_lines(table)):
            many -= 1
            table = _table([first, *others[:many]], currency, COMPACT)
        yield table
        others = others[many:]


def _table(found: Sequence[Side], currency: str, style: Style = EXACT) -> Table:
    """The rows of all that is asked for first, then those of each model, below its name where they are compact."""
    rows = sorted(dict.fromkeys(row for one in found for row in one.figures), key=lambda row: bool(row.model))
    texts, blank = [], [""] * len(found)
    for row in rows:
        model = ", ".join(one for one in (row.part, row.model) if one) if style.compact and row.model else ""
        if model and (model, *blank) not in texts:
            texts.append((model, *blank))
        title = f"  {row.title.lower()}" if model else _title(row, currency)
        texts.append((title, *(_cell(one, found[0], row, style) for one in found)))
    return Table("What would be asked for", ["", *(one.label for one in found)], texts)


def _title(row: Row, currency: str) -> str:
    money = f", {currency}" if "Cost" in row.title and currency else ""
    of = [one for one in (row.part, row.model) if one]
    return f"{', '.join(of)}: {row.title[:1].lower()}{row.title[1:]}{money}" if of else f"{row.title}{money}"


def _cell(one: Side, first: Side, row: Row, style: Style) -> str:
    """A figure, and how far it is from that of the proposal as it stands.

    A chance stands alone: half of 88% would be read as 50 points fewer.
    """
    figure, before = one.figures.get(row), first.figures.get(row)
    if figure is None:
        return NOTHING
    text = write(figure.value, figure.unit, style).lstrip("~")
    if one is first or before is None or not before.value or figure.value == before.value:
        return text
    if row.title == CHANCE:
        return text
    moved = Fraction(figure.value) / Fraction(before.value) - 1
    return f"{text} ({signed(moved, MOVE).lstrip('~')})"


def _changes(found: Sequence[Side]) -> Iterator[Table]:
    """What each variant puts in place of what."""
    for one in found[1:]:
        rows = [(path, before, after) for path, (before, after) in one.puts.items()]
        yield Table(f"{one.label}{f': {one.why}' if one.why else ''}", ("Input", "Now", "Instead"), rows)
