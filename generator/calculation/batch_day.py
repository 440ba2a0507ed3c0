"""A day of a batch. In: its pages, done within a day. Out: the pages of that day."""

from generator.units import Days, Pages, PagesPerDay


def pages_per_busy_day(pages: Pages, one_day: Days) -> PagesPerDay:
    """Pages of the batch, which is done within a day."""
    return pages / one_day
