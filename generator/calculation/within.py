"""Hours within which pages are to be done. In: them. Out: their minutes."""

from generator.units import Hours, Minutes, MinutesPerHour


def active_minutes(hours: Hours, minutes_per_hour: MinutesPerHour) -> Minutes:
    """Minutes over which the pages are spread."""
    return hours * minutes_per_hour
