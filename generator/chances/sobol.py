"""Points spread evenly over all that varies: a Sobol sequence, scrambled by a seed.

In: how many points, over how many dimensions, and a seed. Out: an array of shares between 0 and 1, a row a point. Whole
numbers alone make it, so that every machine has the same.

Directions are those of Joe and Kuo. Beyond their first 21 dimensions the same come again, their points in another order
(Burley, Practical Hash-based Owen Scrambling, 2020), so that no two dimensions go together.
"""

from math import ceil, log2
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Shares = NDArray[np.float64]

BITS = 32
DIRECTIONS: tuple[tuple[int, tuple[int, ...]], ...] = (
    (0, (1,)),
    (1, (1, 3)),
    (1, (1, 3, 1)),
    (2, (1, 1, 1)),
    (1, (1, 1, 3, 3)),
    (4, (1, 3, 5, 13)),
    (2, (1, 1, 5, 5, 17)),
    (4, (1, 1, 5, 5, 5)),
    (7, (1, 1, 7, 11, 19)),
    (11, (1, 1, 5, 1, 1)),
    (13, (1, 1, 1, 3, 11)),
    (14, (1, 3, 5, 5, 31)),
    (1, (1, 3, 3, 9, 7, 49)),
    (13, (1, 1, 1, 15, 21, 21)),
    (16, (1, 3, 1, 13, 27, 49)),
    (19, (1, 1, 1, 15, 7, 5)),
    (22, (1, 3, 1, 15, 13, 25)),
    (25, (1, 1, 5, 5, 19, 61)),
    (1, (1, 3, 7, 11, 23, 15, 103)),
    (4, (1, 3, 7, 13, 13, 15, 69)),
)
"""For each dimension after the first the inner coefficients of its polynomial, and its first directions."""


def points(draws: int, dimensions: int, seed: int) -> "Shares":
    """So many points, in order; the same for the same seed, and evenly spread whatever it is."""
    bits = max(ceil(log2(max(draws, 2))), 1)
    index = np.arange(2**bits, dtype=np.uint32)
    every = len(DIRECTIONS) + 1
    found = np.empty((draws, dimensions))
    for at in range(dimensions):
        turn, own = divmod(at, every)
        column = _column(own, bits)
        if turn:
            order = _scrambled(_reversed(index << np.uint32(BITS - bits)), _hashed(seed, -turn))
            column = column[order >> np.uint32(BITS - bits)]
        found[:, at] = (_scrambled(column[:draws], _hashed(seed, at)) + 0.5) / 2.0**BITS
    return found


def _column(dimension: int, bits: int) -> Any:
    """A dimension of the sequence before it is scrambled, in plain order, its bits from last to first."""
    column = np.zeros(2**bits, dtype=np.uint32)
    for bit, direction in enumerate(_reversed(np.array(_directions(dimension, bits), dtype=np.uint32))):
        column[2**bit : 2 ** (bit + 1)] = column[: 2**bit] ^ direction
    return column


def _directions(dimension: int, bits: int) -> list[int]:
    """For each bit of a point's number, which bits of the point it flips."""
    if dimension == 0:
        return [1 << (BITS - 1 - bit) for bit in range(bits)]
    inner, first = DIRECTIONS[dimension - 1]
    degree = len(first)
    found = [one << (BITS - 1 - bit) for bit, one in enumerate(first)]
    for bit in range(degree, bits):
        new = found[bit - degree] ^ (found[bit - degree] >> degree)
        for k in range(1, degree):
            if inner >> (degree - 1 - k) & 1:
                new ^= found[bit - k]
        found.append(new)
    return found[:bits]


def _scrambled(values: Any, key: int) -> Any:
    """Values, with their bits from last to first; the key and the bits above it say whether each is turned."""
    mixed = values + np.uint32(key)
    for factor in (0x6C50B47C, 0xB82F1E52, 0xC7AFE638, 0x8D22F6E6):
        mixed ^= mixed * np.uint32(factor)
    return _reversed(mixed)


def _reversed(values: Any) -> Any:
    """The bits from last to first."""
    for mask, by in ((0x55555555, 1), (0x33333333, 2), (0x0F0F0F0F, 4), (0x00FF00FF, 8), (0x0000FFFF, 16)):
        shift, low = np.uint32(by), np.uint32(mask)
        values = ((values >> shift) & low) | ((values & low) << shift)
    return values


def _hashed(seed: int, at: int) -> int:
    """A key for each seed and place (the finalizer of SplitMix64)."""
    mixed = (seed * 0x9E3779B97F4A7C15 + (at + 2**20) * 0xD1B54A32D192ED03) % 2**64
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> shift)) * factor % 2**64
    return int((mixed ^ (mixed >> 31)) % 2**BITS)
