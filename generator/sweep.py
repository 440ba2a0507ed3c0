"""A sheet at many values of its inputs at once: the same formulas, given arrays in the place of single numbers.

In: a sheet, and an array of values for each input that varies. Out: an array for each figure that is asked for, at the
likely values of all other inputs.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from generator.errors import did_you_mean
from generator.figures import Figure, Sheet, ancestors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]


def sweep(sheet: Sheet, varied: "Mapping[str, Array]", wanted: Iterable[str]) -> "dict[str, Array]":
    """The wanted figures at each of the values of the varied inputs; arrays of one length, in double precision.

    Raises KeyError for a name that the sheet does not have, or that is to vary and is no input.
    """
    names = tuple(wanted)
    for name in (*varied, *names):
        if name not in sheet:
            raise KeyError(f"there is no figure {name}; {did_you_mean(name, sheet)}")
    for name in varied:
        if sheet[name].formula is not None:
            raise KeyError(f"{name} is worked out, so it does not vary by itself")
    under = {name for one in names for name in ancestors(sheet[one])}
    done: dict[str, Any] = dict(varied)
    for name, figure in sheet.items():
        if name in under and name not in done and any(need.name in done for need in figure.inputs()):
            done[name] = _worked_out(figure, done)
    return {name: done.get(name, _plain(sheet[name])) for name in names}


def _worked_out(figure: Figure, done: Mapping[str, Any]) -> Any:
    def value(need: Figure) -> Any:
        return done[need.name] if need.name in done else _plain(need)

    given = {
        key: tuple(value(one) for one in need) if isinstance(need, tuple) else value(need)
        for key, need in figure.needs.items()
    }
    return figure.formula(**given) if figure.formula else _plain(figure)


def _plain(figure: Figure) -> Any:
    """A fraction times an array would be an array of fractions; doubles stay doubles."""
    return figure.value if isinstance(figure.value, bool) else float(figure.value)
