"""Which published limit binds first. In: how many times each is requested. Out: the greatest, and whose it is."""

from generator.calculation.verbs import greatest
from generator.units import Count, Each, YesNo


def binds_at(each_times_published: Each[Count]) -> Count:
    """How many times its published limit the request is at the limit that it reaches first."""
    return greatest(each_times_published)


def binds_first(times_published: Count, each_times_published: Each[Count]) -> YesNo:
    """Whether the request reaches this published limit no later than any other of the model."""
    return times_published >= greatest(each_times_published)
