"""A day of all regions. In: the pages of each on its day. Out: their sum."""

from generator.calculation.verbs import total
from generator.units import Each, PagesPerDay


def pages_per_busy_day(each_pages_of_the_day: Each[PagesPerDay]) -> PagesPerDay:
    """Pages of all regions on a day: the busiest of a week where its days are stated, or else a mean active one."""
    return total(each_pages_of_the_day)
