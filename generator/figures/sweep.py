"""A sheet at many values of its inputs at once: the same formulas, given arrays in place of single numbers.

In: a sheet, and an array of values for each input that varies. Out: an array for each figure that is asked for, at the
likely values of all other inputs.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from generator.errors import did_you_mean
from generator.figures.figure import LISTED, Figure

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

AT_ONCE = 16_000
"""So many values are worked out at once: arrays of up to 128 KiB are made where others were let go, in the cache."""


def sweep(sheet: Mapping[str, Figure], varied: "Mapping[str, Array]", wanted: Iterable[str]) -> "dict[str, Array]":
    """The wanted figures at each of the values of the varied inputs; arrays of one length, in double precision.

    Raises KeyError for a name that the sheet does not have, or that is to vary and is no input.
    """
    import numpy as np  # a single proposal never needs it

    names = tuple(wanted)
    for name in (*varied, *names):
        if name not in sheet:
            raise KeyError(f"there is no figure {name}; {did_you_mean(name, sheet) or LISTED}")
    for name in varied:
        if sheet[name].formula is not None:
            raise KeyError(f"{name} is worked out, so it does not vary by itself")
    moving = _moving([sheet[name] for name in names], varied)
    still = {need.name: _plain(need) for figure in moving.values() for need in figure.inputs()}
    still |= {name: _plain(sheet[name]) for name in names}
    plan = _plan(moving, names)
    size = max((len(values) for values in varied.values()), default=1)
    found: dict[str, Array] = {}
    for start in range(0, max(size, 1), AT_ONCE):
        here = slice(start, start + AT_ONCE)
        part = _part(plan, still | {name: values[here] for name, values in varied.items()}, names)
        for name, one in part.items():
            if name not in found:
                found[name] = np.empty(size, np.asarray(one).dtype)
            found[name][here] = one  # also a single one, of a figure that does not move
    return found


def _moving(wanted: Iterable[Figure], varied: Iterable[str]) -> dict[str, Figure]:
    """The figures that move with what varies, each after those that it was worked out from.

    Some stand in no sheet: those that were worked out again to see how far the request moves.
    """
    moves = dict.fromkeys(varied, True)
    found: dict[str, Figure] = {}

    def look(figure: Figure) -> bool:
        if figure.name not in moves:
            below = [look(one) for one in figure.inputs()]
            moves[figure.name] = any(below)
            if any(below):
                found[figure.name] = figure
        return moves[figure.name]

    for figure in wanted:
        look(figure)
    return found


def _plan(moving: Mapping[str, Figure], wanted: Iterable[str]) -> list[tuple[Figure, set[str]]]:
    """Each figure that moves, with those that nothing needs after it."""
    plan, needed = list[tuple[Figure, set[str]]](), set(wanted)
    for figure in reversed([*moving.values()]):
        over = {one.name for one in figure.inputs()} - needed
        needed |= over
        plan.append((figure, over))
    return plan[::-1]


def _part(plan: Iterable[tuple[Figure, set[str]]], done: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """The named figures at some of the values; an array that nothing needs any more makes room for the next."""
    for figure, over in plan:
        if figure.formula is not None:
            done[figure.name] = figure.formula(
                **{
                    key: tuple([done[one.name] for one in need]) if isinstance(need, tuple) else done[need.name]
                    for key, need in figure.needs.items()
                }
            )
        for name in over:
            del done[name]
    return {name: done[name] for name in names}


def _plain(figure: Figure) -> Any:
    """A fraction times an array would be an array of fractions; doubles stay doubles."""
    return figure.value if isinstance(figure.value, bool) else float(figure.value)
