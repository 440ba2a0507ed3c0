"""An hour of UTC where clocks are half an hour off. In: the two hours that it lies in. Out: their mean."""

from generator.units import HourOfProfile


def hour(hour_before: HourOfProfile, hour_after: HourOfProfile) -> HourOfProfile:
    """The profile in this hour of UTC: half of each hour of the region's own clocks."""
    return (hour_before + hour_after) / 2
