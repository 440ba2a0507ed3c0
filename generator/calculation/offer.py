"""An offer. In: how many times each limit is needed, the rate of pages. Out: what binds, what fits, what it carries."""

from generator.calculation.verbs import greatest
from generator.units import Count, Each, PagesPerMinute, YesNo


def binds_at(each_times_offered: Each[Count]) -> Count:
    """How many times its offered limit the need is at the limit that it reaches first."""
    return greatest(each_times_offered)


def binds_first(times_offered: Count, each_times_offered: Each[Count]) -> YesNo:
    """Whether the need reaches this limit no later than any other of the offer."""
    return times_offered >= greatest(each_times_offered)


def all_fit(each_times_offered: Each[Count]) -> YesNo:
    """Whether every limit that the offer states carries what is needed."""
    return greatest(each_times_offered) <= 1


def carried_pages_per_minute(headline_pages_per_minute: PagesPerMinute, binds_at: Count) -> PagesPerMinute:
    """Pages a minute of the headline case that the offer carries, where all that is needed grows with them alike."""
    return headline_pages_per_minute / binds_at
