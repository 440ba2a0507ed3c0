"""An offer as a whole.

In: how many times each limit that it states is needed, and the rate of the headline case. Out: which limit binds first,
whether all fit, and what rate of pages the offer carries.
"""

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
