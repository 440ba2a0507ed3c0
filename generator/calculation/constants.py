"""Constants: what no one assumes and every clock agrees on.

In: nothing. Out: numbers that never change.
"""

from fractions import Fraction

from generator.units import MinutesPerHour, SecondsPerMinute, Sites


def minutes_per_hour() -> MinutesPerHour:
    """Minutes in an hour."""
    return Fraction(60)


def seconds_per_minute() -> SecondsPerMinute:
    """Seconds in a minute."""
    return Fraction(60)


def one_site() -> Sites:
    """A further site."""
    return Fraction(1)
