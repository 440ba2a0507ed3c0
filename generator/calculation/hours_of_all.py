"""A day of all regions. In: each hour of UTC. Out: its busiest hour."""

from generator.calculation.verbs import greatest
from generator.units import Each, PagesPerHour


def pages_in_busiest_hour(each_pages_per_hour: Each[PagesPerHour]) -> PagesPerHour:
    """Pages of all regions in the hour of UTC that has most of them."""
    return greatest(each_pages_per_hour)
