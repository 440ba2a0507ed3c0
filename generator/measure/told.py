"""How what is stated beside what was measured reads: in text, in Markdown and as data.

In: `Beside`s. Out: lines, or plain values.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from generator.inputs.quantities import unit_of
from generator.measure.suggest import ASKED, Beside
from generator.terminal import Line, Painted, columns
from generator.units import Move, Unit, counted, write

HEADS = ("input", "stated", "measured", "by", "apart", "total TPM", "uncached TPM")
RIGHT = (1, 2, 4, 5, 6)
NOTHING = "nothing that is stated was measured as well"
MOVE = unit_of(Move)
PLAIN = Unit("", "dimensionless", 2)


def as_text(found: Sequence[Beside]) -> Iterator[Line]:
    """A table, and below it why what could not stand there could not."""
    if not found:
        yield NOTHING
        return
    yield from columns([[Painted(head, "head") for head in HEADS], *(_row(one) for one in found)], RIGHT)
    yield from (f"{one.leaf.path}: {one.name} cannot stand there: {one.fault}" for one in found if one.fault)


def as_markdown(found: Sequence[Beside]) -> Iterator[str]:
    """The same as a table of Markdown."""
    if not found:
        yield f"{NOTHING[:1].upper()}{NOTHING[1:]}."
        return
    yield f"| {' | '.join(HEADS)} |"
    yield f"|{'|'.join('--:' if index in RIGHT else '---' for index in range(len(HEADS)))}|"
    yield from (f"| {' | '.join([f'`{row[0]}`', *row[1:3], f'`{row[3]}`', *row[4:]])} |" for row in map(_row, found))
    for one in found:
        if one.fault:
            yield f"\n`{one.leaf.path}`: `{one.name}` cannot stand there: {one.fault}"


def as_data(found: Sequence[Beside]) -> list[dict[str, Any]]:
    """The same as flat objects; shares are of one."""
    return [
        {
            "input": one.leaf.path,
            "file": one.leaf.place.file,
            "line": one.leaf.place.line,
            "stated": float(one.stated),
            "measured": float(one.measured),
            "name": one.name,
            "unit": one.leaf.unit.symbol,
            "apart": None if one.apart is None else float(one.apart),
            "moves": {name: float(value) for name, value in one.moves.items()},
            "fault": one.fault,
        }
        for one in found
    ]


def lines_to_change(found: Sequence[Beside]) -> Iterator[Line]:
    """For each input that could be a measured value, its line as it is, and what would stand there."""
    for one in found:
        if not one.fault:
            place = one.leaf.place
            yield [Painted(place.short, "place"), f": {place.text.strip()}"]
            yield f"    {one.key}: {{measured: {one.name}}}"


def _row(one: Beside) -> list[str]:
    moves = [_signed(one.moves.get(name)) for name in ASKED]
    unit = one.leaf.unit
    numbers = [write(value, unit if unit.percent else PLAIN) for value in (one.stated, one.measured)]
    return [one.leaf.path, counted(numbers[0], ""), numbers[1], one.name, _signed(one.apart), *moves]


def _signed(value: Fraction | None) -> str:
    if value is None:
        return "–"
    text = write(value, MOVE)
    return f"+{text}" if value > 0 else text
