"""A campaign's active days. In: its weeks and active days a week. Out: its active days, planned and at the shortest."""

from generator.units import Days, DaysPerWeek, Weeks


def active_days(weeks: Weeks, days_per_week: DaysPerWeek) -> Days:
    """Active days of the campaign."""
    return weeks * days_per_week
