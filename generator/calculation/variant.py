"""A variant beside the request. In: a figure of a variant, and what it is as we ask. Out: how far the one is away."""

from generator.units import Alike, Move


def moves_by(as_varied: Alike, as_asked: Alike) -> Move:
    """How far what the variant would ask for or cost is from what we ask for."""
    return (as_varied - as_asked) / as_asked
