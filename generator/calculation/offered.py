"""A need beside an offered limit. In: both. Out: how many times it is needed, what it leaves, whether it fits."""

from generator.units import Alike, Count, YesNo


def times_offered(needed: Alike, offered: Alike) -> Count:
    """How many times the offered limit is needed."""
    return needed / offered


def left(needed: Alike, offered: Alike) -> Alike:
    """What the offered limit leaves above the need; below zero, what it lacks."""
    return offered - needed


def fits(needed: Alike, offered: Alike) -> YesNo:
    """Whether the offered limit carries what is needed."""
    return needed <= offered
