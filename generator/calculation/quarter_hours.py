"""An hour of UTC where clocks are a quarter short of the next. In: the two hours that it lies in. Out: their parts."""

from generator.units import HourOfProfile


def hour(hour_before: HourOfProfile, hour_after: HourOfProfile) -> HourOfProfile:
    """The profile in this hour of UTC: a quarter of one of the region's own hours, the rest of the next."""
    return (hour_before + 3 * hour_after) / 4
