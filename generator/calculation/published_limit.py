"""A model's request beside one of its published limits. In: both. Out: how many times the limit is requested."""

from generator.units import Alike, Count


def times_published(needed: Alike, published: Alike) -> Count:
    """How many times the published limit is requested."""
    return needed / published
