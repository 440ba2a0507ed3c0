"""A day by its hours, on any scale. In: each hour. Out: the day."""

from generator.calculation.verbs import total
from generator.units import DayOfProfile, Each, HourOfProfile, HoursPerDay


def profile_per_day(each_hour: Each[HourOfProfile], hour_each_day: HoursPerDay) -> DayOfProfile:
    """The day of the profile: all of its hours."""
    return total(each_hour) * hour_each_day
