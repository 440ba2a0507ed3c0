"""How likely the values of a range are: from shares between 0 and 1 to values.

In: a range with its shape, and shares that are spread evenly. Out: values, as many. Of a whole number every value has
the room around it up to half, so that a uniform range of 2 to 3 is either, as often.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from math import erf, inf, sqrt
from typing import Any, NamedTuple

import numpy as np

from generator.chances.tally import rising

PERT = "pert"
"""What a range is that states nothing else."""
MIDDLE = 4
"""How much likely weighs in PERT beside an end."""
NODES = 4096
FARTHEST = 8.0
"""Deviations from the middle beyond which there is nothing."""


class Shape(NamedTuple):
    """A range: low, likely, high and its kind; of weights and percentiles the pairs; what it can be, and if whole.

    Of `weights` a pair is a value and its weight; of `percentiles` a share and the value that it does not pass.
    """

    low: float
    likely: float
    high: float
    kind: str = PERT
    pairs: Sequence[tuple[float, float]] = ()
    whole: bool = False
    least: float = 0.0
    most: float = inf


def values(shape: Shape, shares: Any) -> Any:
    """The values at shares. Raises KeyError for a kind that is not in KINDS."""
    if shape.kind == "weights" or not shape.whole:
        return np.clip(KINDS[shape.kind](shape, shares), shape.least, shape.most)
    beyond = 0.0 if shape.kind in ("p10_p90", "percentiles") else 0.5
    wide = shape._replace(low=shape.low - beyond, high=shape.high + beyond)
    found = np.floor(KINDS[shape.kind](wide, shares) + 0.5)
    least, most = (shape.low, shape.high) if beyond else (shape.least, shape.most)
    return np.clip(found, least, most)


def _looked_up(shares: Any, below: Any, nodes: Any) -> Any:
    """Where shares stand among nodes: in rising order, where each is beside the one before, it takes half as long."""
    flat, found = shares.ravel(), np.empty(shares.size)
    order = rising(flat)
    found[order] = np.interp(flat[order], below, nodes)
    return found.reshape(shares.shape)


def _uniform(shape: Shape, shares: Any) -> Any:
    return shape.low + (shape.high - shape.low) * shares


def _triangular(shape: Shape, shares: Any) -> Any:
    width, below, above = shape.high - shape.low, shape.likely - shape.low, shape.high - shape.likely
    rising, falling = np.sqrt(shares * width * below), np.sqrt((1 - shares) * width * above)
    return np.where(shares * width <= below, shape.low + rising, shape.high - falling)


def _pert(shape: Shape, shares: Any) -> Any:
    width = shape.high - shape.low
    first = 1 + MIDDLE * (shape.likely - shape.low) / width
    below, nodes = _beta(first, 2 + MIDDLE - first)
    return shape.low + width * _looked_up(shares, below, nodes)


@cache
def _beta(first: float, second: float) -> tuple[Any, Any]:
    """The shares of a beta distribution up to each node, and the nodes; both its shapes are 1 or more."""

    def dense(at: Any) -> Any:
        return at ** (first - 1) * (1 - at) ** (second - 1)

    nodes = np.linspace(0, 1, NODES + 1)
    middles = (nodes[1:] + nodes[:-1]) / 2
    cells = dense(nodes[1:]) + 4 * dense(middles) + dense(nodes[:-1])
    below = np.concatenate([[0.0], np.cumsum(cells)])
    return below / below[-1], nodes


def _p10_p90(shape: Shape, shares: Any) -> Any:
    """Myerson's: normal where likely is in the middle, else bent so that all three values are its quantiles."""
    up, down = shape.high - shape.likely, shape.likely - shape.low
    far = normal(shares) / normal(np.array([0.9]))
    bend = up / down
    return shape.likely + up * far if abs(bend - 1) < 1e-9 else shape.likely + up * (bend**far - 1) / (bend - 1)


def _weights(shape: Shape, shares: Any) -> Any:
    weights = np.array([weight for _, weight in shape.pairs])
    ends = np.cumsum(weights) / weights.sum()
    at = np.minimum(np.searchsorted(ends, shares, side="right"), len(weights) - 1)
    return np.array([value for value, _ in shape.pairs])[at]


def _percentiles(shape: Shape, shares: Any) -> Any:
    known = [(0.0, shape.low), *shape.pairs, (1.0, shape.high)]
    passed, values_there = np.array(known).T
    return _looked_up(shares, passed, values_there)


KINDS: Mapping[str, Callable[[Shape, Any], Any]] = {
    PERT: _pert,
    "triangular": _triangular,
    "uniform": _uniform,
    "p10_p90": _p10_p90,
    "weights": _weights,
    "percentiles": _percentiles,
}


@cache
def _bell() -> tuple[Any, Any]:
    at = np.linspace(-FARTHEST, FARTHEST, 4 * NODES + 1)
    return at, np.array([(1 + erf(one / sqrt(2))) / 2 for one in at])


def normal(shares: Any) -> Any:
    """Deviations from the middle of a normal distribution that shares of it do not pass."""
    at, below = _bell()
    return _looked_up(shares, below, at)


def together(shares: Any, common: Any, correlation: float) -> Any:
    """Shares that go with a common one, each spread as evenly as before: a Gaussian copula of one factor."""
    if correlation == 0:
        return shares
    mixed = sqrt(correlation) * normal(common)[:, None] + sqrt(1 - correlation) * normal(shares)
    at, below = _bell()
    return _looked_up(mixed, at, below)
