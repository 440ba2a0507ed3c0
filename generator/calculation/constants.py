"""Constants: what no one assumes and every clock agrees on.

In: nothing. Out: numbers that never change.
"""

from fractions import Fraction

from generator.units import MinutesPerHour


def minutes_per_hour() -> MinutesPerHour:
    """Minutes in an hour."""
    return Fraction(60)
