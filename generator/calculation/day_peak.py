"""The busiest hour of a day's profile. In: each hour, and the day. Out: that hour, and its share of the day."""

from generator.calculation.verbs import greatest
from generator.units import DayOfProfile, Each, HourOfProfile, ShareOfDay


def greatest_hour(each_hour: Each[HourOfProfile]) -> HourOfProfile:
    """The busiest hour of the profile."""
    return greatest(each_hour)


def busiest_hour(greatest_hour: HourOfProfile, profile_per_day: DayOfProfile) -> ShareOfDay:
    """Share of a day that its busiest hour has."""
    return greatest_hour / profile_per_day
