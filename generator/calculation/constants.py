"""Constants: what no one assumes and every clock agrees on.

In: nothing. Out: numbers that never change.
"""

from fractions import Fraction

from generator.units import Count, MinutesPerHour, Sites, TokensPerMinute


def minutes_per_hour() -> MinutesPerHour:
    """Minutes in an hour."""
    return Fraction(60)


def one_site() -> Sites:
    """A further site."""
    return Fraction(1)


def grid_step() -> Count:
    """How many times the one before each grid line of a logarithmic chart stands for."""
    return Fraction(10)


def first_grid_line() -> TokensPerMinute:
    """Tokens a minute at the first grid line of a logarithmic chart."""
    return Fraction(1)
