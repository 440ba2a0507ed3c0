"""Many corners of ranges at once, as arrays: which of them are worth working out exactly.

In: a figure, the ends that are held, and up to MOST_CORNERS pairs of ends to be tried. Out: the few corners at which
the figure, or the margin of a yes/no, is least but for the last digits of binary numbers.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from generator.figures.bounds import Ends

MOST_CORNERS = 16
"""Pairs of ends; every combination of them is tried."""
AT_ONCE = 8192
MOST_TURNS = 200
"""A search ends after so many steps; few take ten."""
DRAWN_BY = 0x9E3779B97F4A7C15
"""Times 1, 2, 3 … its bits are low or high as if they were drawn (Knuth's multiplicative hashing)."""
NEAR, MOST_NEAR = 1e-9, 64
"""Corners whose values differ by less, as a part of the largest, count as alike; so many of them are returned."""


def nearest(figure: Any, held: Mapping[str, str], free: Sequence[tuple[Ends, Ends]], sign: int) -> Iterator[Ends]:
    """The corners where the figure, or its negative, is least; the least of all is among them."""
    import numpy as np  # few proposals have so many ranges

    found, kept = np.array([]), np.array([], dtype=int)
    places = np.arange(len(free))[:, None]
    for start in range(0, 2 ** len(free), AT_ONCE):
        index = np.arange(start, min(start + AT_ONCE, 2 ** len(free)))
        values = np.concatenate([found, sign * _measured(figure, held, free, index >> places & 1)])
        every = np.concatenate([kept, index])
        least = values.min()
        near = np.flatnonzero(values <= least + NEAR * max(abs(least), abs(values).max() * NEAR))
        near = near[np.argsort(values[near], kind="stable")][:MOST_NEAR]
        found, kept = values[near], every[near]
    for corner in kept:
        yield _corner(held, free, corner >> places[:, 0] & 1)


def searched(figure: Any, held: Mapping[str, str], free: Sequence[tuple[Ends, Ends]], sign: int) -> Iterator[Ends]:
    """Corners where no pair alone lowers the figure, or its negative: from all low, from all high, and from the least
    of many that are drawn, the same on every machine.
    """
    import numpy as np

    bits = np.arange(len(free), dtype=np.uint64)[:, None] % 64
    drawn = (np.arange(1, AT_ONCE + 1, dtype=np.uint64) * np.uint64(DRAWN_BY) >> bits & 1).astype(int)
    least = drawn[:, (sign * _measured(figure, held, free, drawn)).argmin()]
    for begin in (np.zeros(len(free), dtype=int), np.ones(len(free), dtype=int), least):
        at = begin
        for _ in range(MOST_TURNS):
            beside = at[:, None] ^ np.eye(len(free), len(free) + 1, dtype=int)  # each pair turned, and last none
            values = sign * _measured(figure, held, free, beside)
            lower = values[:-1] < values[-1] - NEAR * abs(values[-1])
            if not lower.any():
                break
            # All that lower it alone, or the one that lowers it most where they do not together.
            one = np.arange(len(free)) == values[:-1].argmin()
            both = np.stack([at ^ lower, at ^ one], axis=1)
            at = both[:, (sign * _measured(figure, held, free, both)).argmin()]
        yield _corner(held, free, at)


def _corner(held: Mapping[str, str], free: Sequence[tuple[Ends, Ends]], high: Any) -> Ends:
    return frozenset(held.items()).union(*(pair[end] for pair, end in zip(free, high, strict=True)))


def _measured(figure: Any, held: Mapping[str, str], free: Sequence[tuple[Ends, Ends]], high: Any) -> Any:
    """The figure at corners; of a yes/no, by how much it is yes. `high`: which of a pair (row) are at second ends."""
    import numpy as np

    places = {name: (place, end) for place, (low, _) in enumerate(free) for name, end in low}
    done: dict[str, Any] = {}

    def value(one: Any) -> Any:
        if not one.ranges:
            return float(one.value)
        if one.name not in done:
            done[one.name] = one.formula(**given(one)) if one.formula is not None else of_range(one)
        return done[one.name]

    def of_range(one: Any) -> Any:
        if one.name not in places:
            return float(one.end(held.get(one.name, "likely")))
        place, end = places[one.name]
        return np.where(high[place] == (end == "high"), float(one.low), float(one.high))

    def given(one: Any) -> dict[str, Any]:
        return {
            key: tuple([value(each) for each in need]) if isinstance(need, tuple) else value(need)
            for key, need in one.needs.items()
        }

    measured = _margin(figure.formula, given(figure)) if isinstance(figure.value, bool) else value(figure)
    return np.broadcast_to(np.asarray(measured, dtype=float), high.shape[1:])


def _margin(formula: Callable[..., Any], given: Mapping[str, Any]) -> Any:
    """How far a yes/no is from being no: its formula with arrays that tell how far one is above the other."""
    import numpy as np

    class Margin(np.ndarray):
        def __gt__(self, other: Any) -> Any:
            return np.asarray(self) - np.asarray(other)

        __ge__ = __gt__

        def __lt__(self, other: Any) -> Any:
            return np.asarray(other) - np.asarray(self)

        __le__ = __lt__

        def __eq__(self, other: object) -> Any:
            return -abs(np.asarray(self) - np.asarray(other))

        __hash__ = None

    def asked(one: Any) -> Any:
        return tuple([asked(each) for each in one]) if isinstance(one, tuple) else np.asarray(one).view(Margin)

    return formula(**{key: asked(one) for key, one in given.items()})
