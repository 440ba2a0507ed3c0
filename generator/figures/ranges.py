"""Where a figure is lowest and highest: at which ends of its ranges, or within which bounds.

In: a figure, and what its formula makes of `Bounds`. Out: its least and greatest value, and the ends that make them.
Of a few ranges every corner is looked at. Of more, one that only raises the figure, or only lowers it, is decided by
that, and every corner of the others is looked at.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import product
from math import ceil, floor, isfinite
from typing import Any, NamedTuple, TypeAlias

from generator.figures.bounds import BENT, LIKELY, WAVERS, Bounds, Ends, Mover, Sides, Slope, settled, span, within
from generator.figures.grid import MOST_CORNERS, nearest, searched

BOTH = ("low", "high")
EVERY = 7
"""Of so many ranges that are not decided, every corner is worked out; of more, arrays say which corners need be."""
BOUNDED, SEARCHED = "bounded", "searched"
"""How a range was found whose ends may never be reached; and one that may be passed."""
FEW = 4
"""A figure of so few ranges is worked out at every corner, whatever is decided."""
MOST_TRIED = 4
"""So many ranges are tried out at both ends where steps may turn a figure in between."""
ROUGH = 1e-9
"""By so much of its size a number of arrays or bounds may be off."""


Ranged: TypeAlias = Any
"""A figure: the module of figures stands on this one."""


class Found(NamedTuple):
    """The least and the greatest value; the ends that make them, none where none are known to; how they were found.

    `apart`: what moves the figure moves it independently, so that all that lies between is possible.
    """

    low: Fraction | bool
    high: Fraction | bool
    low_ends: Ends
    high_ends: Ends
    how: str = ""
    apart: bool = True


class Way(NamedTuple):
    """The ends that lower a figure and those that raise it; pairs of ends to be tried; whether that is all there is.

    The two are not each other's opposite: sites at peak may be at their low end where a rate is least, and where it is
    greatest. `moves` says of each range what `Mover.moves` says.
    """

    down: Mapping[str, str]
    up: Mapping[str, str]
    free: Sequence[tuple[Ends, Ends]]
    certain: bool
    apart: bool
    moves: Mapping[str, int]


def extent(figure: Ranged, bounds: Bounds | Sides) -> Found:
    """The least and the greatest that a figure with ranges can be."""
    return _yes_no(figure, bounds) if isinstance(bounds, Sides) else _number(figure, bounds)


def way(slopes: Mapping[Mover, Slope]) -> Way:
    """What the slopes decide. Where a range moves the figure by two movers, it may turn it somewhere in between."""
    held: dict[str, list[tuple[int, Mover]]] = {}
    for mover, slope in slopes.items():
        sign = _sign(slope)
        for name, leads in mover.moves.items():
            held.setdefault(name, []).append((sign * leads, mover))
    shared = {mover for movers in held.values() if len(movers) > 1 for _, mover in movers}
    moves = {name: movers[0][0] if len({sign for sign, _ in movers}) == 1 else 0 for name, movers in held.items()}
    down: dict[str, str] = {}
    up: dict[str, str] = {}
    free: list[tuple[Ends, Ends]] = []
    certain = True
    for mover, slope in slopes.items():
        sign = _sign(slope)
        if mover in shared:
            continue
        certain &= mover.known
        if sign:
            down.update(mover.low_ends if sign > 0 else mover.high_ends)
            up.update(mover.high_ends if sign > 0 and slope[1] else mover.low_ends)
        else:
            free.append((mover.low_ends, mover.high_ends))
            certain &= slope[2] is not BENT or (len(mover.moves) == 1 and mover.moves.keys() <= mover.leaps)
    for name, movers in held.items():
        if movers[0][1] in shared:
            if moves[name]:
                down[name], up[name] = BOTH[:: moves[name]]
            else:
                free.append(_pair(name))
                certain &= name in movers[0][1].leaps
    return Way(down, up, free, certain, not shared, moves)


def _sign(slope: Slope) -> int:
    return 1 if slope[0] >= 0 else -1 if slope[1] <= 0 else 0


def _pair(name: str) -> tuple[Ends, Ends]:
    return frozenset([(name, "low")]), frozenset([(name, "high")])


def corners(held: Mapping[str, str], free: Sequence[tuple[Ends, Ends]]) -> Iterator[Ends]:
    """Every combination of the pairs, beside the ends that are held."""
    whole = frozenset(held.items())
    for chosen in product(*free):
        yield whole.union(*chosen)


def _number(figure: Ranged, bounds: Bounds) -> Found:
    found = way(bounds.slopes)
    how = "" if len(found.free) <= MOST_CORNERS else SEARCHED
    low_ends, high_ends = _extremes(figure, found)
    low, high = figure.at(low_ends), figure.at(high_ends)
    ends = (low_ends, high_ends) if low != high else (LIKELY, LIKELY)
    sure = Found(low, high, *ends, how, found.apart)
    return sure if found.certain else _bounded(figure, sure)


def _extremes(figure: Ranged, found: Way) -> tuple[Ends, Ends]:
    """The first corners where the figure is least, and where it is greatest."""
    if found.certain and not found.free:
        return frozenset(found.down.items()), frozenset(found.up.items())
    tried = [_tried(figure, held, found.free, sign) for held, sign in ((found.down, 1), (found.up, -1))]
    return min(tried[0], key=figure.at), max(tried[1], key=figure.at)


def _tried(figure: Ranged, held: Mapping[str, str], free: Sequence[tuple[Ends, Ends]], sign: int) -> Iterable[Ends]:
    """Corners, among them the one where the figure, or its negative, is least."""
    if len(figure.ranges) <= FEW:
        return _every(figure.ranges)
    if len(free) <= EVERY:
        return corners(held, free)
    some = nearest if len(free) <= MOST_CORNERS else searched
    return some(figure, held, free, sign)


@lru_cache
def _every(ranges: frozenset[str]) -> tuple[Ends, ...]:
    """Every corner of some ranges; many figures have the same few."""
    return tuple(corners({}, [_pair(name) for name in sorted(ranges)]))


def _bounded(figure: Ranged, corner: Found) -> Found:
    """What the figure never passes, however its steps fall between the ends; the corners, where that is the same."""
    least, most = _between(loosely(figure, LIKELY), lambda held: loosely(figure, held))
    if not (isfinite(least) and isfinite(most)):
        return _with_likely(figure, corner)._replace(how=SEARCHED)
    low, low_ends, high, high_ends = corner.low, corner.low_ends, corner.high, corner.high_ends
    near = ROUGH * max(abs(least), abs(most))
    parts = 10 ** (figure.unit.decimals + 3 * figure.unit.percent)
    if least < low - near:
        low, low_ends = Fraction(floor(Fraction(least) * parts), parts), LIKELY
    if most > high + near:
        high, high_ends = Fraction(ceil(Fraction(most) * parts), parts), LIKELY
    how = BOUNDED if (low, high) != (corner.low, corner.high) else corner.how
    return Found(low, high, low_ends, high_ends, how, corner.apart)


def _with_likely(figure: Ranged, found: Found) -> Found:
    """The least and the greatest, where the likely value may be less than at every corner, or more."""
    low, high = min(found.low, figure.value), max(found.high, figure.value)
    low_ends = found.low_ends if low == found.low else LIKELY
    return found._replace(
        low=low, high=high, low_ends=low_ends, high_ends=found.high_ends if high == found.high else LIKELY
    )


def _between(whole: Bounds, with_held: Callable[[Ends], Bounds]) -> tuple[float, float]:
    """The least and the greatest of bounds, with ranges held where that lowers or raises them; few are tried out."""
    found = way(whole.slopes)
    tried = found.free if found.certain and len(found.free) <= MOST_TRIED else []
    least = min(with_held(ends).low for ends in corners(found.down, tried))
    most = max(with_held(ends).high for ends in corners(found.up, tried))
    return least, most


def loosely(figure: Ranged, held: Ends) -> Any:
    """The bounds of a figure with some ranges held, in which what is rounded may be anything up to a step away."""
    if not figure.ranges:
        return float(figure.value)
    own = within(held, figure.ranges)
    if own not in figure.loose:
        figure.loose[own] = _loosely(figure, own)
    return figure.loose[own]


def _loosely(figure: Ranged, held: Ends) -> Any:
    if figure.formula is None:
        end, ends = dict(held).get(figure.name), (float(figure.low), float(figure.high))
        at = ends[BOTH.index(end)] if end else 0.0
        return span(at, at, None) if end else span(*ends, figure.mover)
    given = {
        key: tuple([loosely(one, held) for one in need]) if isinstance(need, tuple) else loosely(need, held)
        for key, need in figure.needs.items()
    }
    found = settled(figure.formula(**given))
    own = isinstance(found, Bounds) and found.own and figure.mover is not None
    return span(found.low, found.high, figure.mover) if own else _known(figure, found)


def _known(figure: Ranged, found: Any) -> Any:
    """The bounds, and no wider than what is known of the figure already, where nothing that is rounded moves it."""
    if not isinstance(found, Bounds):
        return found
    low, high = found.low, found.high
    if figure.bounds is not None and not figure.how and not any(mover.steps for mover in figure.bounds.slopes):
        low, high = max(low, float(figure.low)), min(high, float(figure.high))
    slopes = {mover: slope for mover, slope in found.slopes.items() if slope is not WAVERS}
    return Bounds(low, high, slopes, None if found.stepped else found.times)


def _yes_no(figure: Ranged, sides: Sides) -> Found:
    """Whether it is yes at all ends, and whether it is yes at any: both on the cautious side."""
    ways = [way(one.slopes) for one in sides.margins if isinstance(one, Bounds)]
    no = yes = LIKELY
    low = high = bool(figure.value)
    how = ""
    if low:
        noes = [_where(figure, one.down, one.free, False) for one in ways]
        noes += [_where(figure, one.up, one.free, False) for one in ways if sides.equal]
        found = [one for one in noes if one is not None]
        no, low = (found[0], False) if found else (LIKELY, True)
        if low and not all(one.certain and len(one.free) <= MOST_CORNERS for one in ways):
            low = _surely(figure, sides)
            how = "" if low else BOUNDED
    else:
        joint = way(_hull(sides)) if len(ways) > 1 else ways[0]
        ups = [_where(figure, held, joint.free, True) for held in (joint.up, joint.down)[: 1 + sides.equal]]
        found = [one for one in ups if one is not None]
        yes, high = (found[0], True) if found else (LIKELY, False)
        alone = len(ways) == 1 and not sides.equal and joint.certain and len(joint.free) <= MOST_CORNERS
        if not high and not alone:
            high = _possibly(figure, sides)
            how = BOUNDED if high else ""
    return Found(low, high, no, yes, how)


def _hull(sides: Sides) -> dict[Mover, Slope]:
    """The slopes of all margins together."""
    slopes: dict[Mover, Slope] = {}
    for one in sides.margins:
        for mover, slope in one.slopes.items() if isinstance(one, Bounds) else ():
            own = slopes.get(mover, slope)
            slopes[mover] = (min(own[0], slope[0]), max(own[1], slope[1]), slope[2])
    return slopes


def _where(figure: Ranged, held: Mapping[str, str], free: Sequence[tuple[Ends, Ends]], wanted: bool) -> Ends | None:
    """Ends at which a yes/no is as wanted, if there are any to be found."""
    tried = _tried(figure, held, free, -1 if wanted else 1)
    return next((ends for ends in tried if figure.at(ends) is wanted), None)


def _margins(figure: Ranged, sides: Sides) -> Iterator[tuple[float, float]]:
    """Between what each margin stays, its steps anywhere."""
    for index, (one, whole) in enumerate(zip(loosely(figure, LIKELY).margins, sides.margins, strict=True)):
        if not isinstance(one, Bounds):
            yield one, one
            continue
        low, high = _between(one, lambda held, index=index: loosely(figure, held).margins[index])  # type: ignore[misc]
        near = ROUGH * max(abs(one.low), abs(one.high))
        yield max(low - near, whole.low), min(high + near, whole.high)


def _surely(figure: Ranged, sides: Sides) -> bool:
    """Whether bounds alone say that it is yes throughout."""
    return not sides.equal and all(low > 0 for low, _ in _margins(figure, sides))


def _possibly(figure: Ranged, sides: Sides) -> bool:
    """Whether bounds alone leave open that it is yes anywhere."""
    known = [(one.low, one.high) if isinstance(one, Bounds) else (one, one) for one in sides.margins]
    return _open(known, sides) and _open(_margins(figure, sides), sides)


def _open(margins: Iterable[tuple[float, float]], sides: Sides) -> bool:
    return all((low <= 0 or not sides.equal) and high >= 0 for low, high in margins)
