"""An hour of UTC in all regions. In: each region's pages. Out: their sum."""

from generator.calculation.verbs import total
from generator.units import Each, PagesPerHour


def pages_per_hour(each_pages_per_hour: Each[PagesPerHour]) -> PagesPerHour:
    """Pages of all regions in this hour of UTC."""
    return total(each_pages_per_hour)
