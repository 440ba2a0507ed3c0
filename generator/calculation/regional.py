"""Regions of one scenario. In: what drivers come to in each. Out: what they come to in all."""

from generator.calculation.verbs import total
from generator.units import AtOnce, Each, Pages, PagesPerMinute


def pages(each_pages: Each[Pages]) -> Pages:
    """Pages of the period, or up to the deadline, in all regions."""
    return total(each_pages)


def at_once(each_at_once: Each[AtOnce]) -> AtOnce:
    """What is active, or under way, at once in all regions."""
    return total(each_at_once)


def sustained_pages_per_minute(each_sustained_pages_per_minute: Each[PagesPerMinute]) -> PagesPerMinute:
    """Pages a minute in all regions, on average."""
    return total(each_sustained_pages_per_minute)
