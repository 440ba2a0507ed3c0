"""Constants: what no one assumes and every clock agrees on.

In: nothing. Out: numbers that never change.
"""

from fractions import Fraction

from generator.units import Count, MinutesPerHour


def minutes_per_hour() -> MinutesPerHour:
    """Minutes in an hour."""
    return Fraction(60)


def grid_step() -> Count:
    """How many times the one before each grid line of a logarithmic chart stands for."""
    return Fraction(10)
