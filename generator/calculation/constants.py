"""Constants: what no one assumes and every clock agrees on. In: nothing. Out: numbers that never change."""

from fractions import Fraction

from generator.units import (
    Days,
    DaysPerWeek,
    Hours,
    HoursPerDay,
    HoursPerMonth,
    MinutesPerHour,
    SecondsPerMinute,
    Sites,
    TokensPerRequest,
    Weeks,
)


def minutes_per_hour() -> MinutesPerHour:
    """Minutes in an hour."""
    return Fraction(60)


def seconds_per_minute() -> SecondsPerMinute:
    """Seconds in a minute."""
    return Fraction(60)


def one_site() -> Sites:
    """A further site."""
    return Fraction(1)


def one_hour() -> Hours:
    """The hour in which drivers count."""
    return Fraction(1)


def one_day() -> Days:
    """The day in which drivers count."""
    return Fraction(1)


def one_week() -> Weeks:
    """The week in which drivers count."""
    return Fraction(1)


def one_token() -> TokensPerRequest:
    """A token: the block of a cache that counts a prefix in full."""
    return Fraction(1)


def no_tokens() -> TokensPerRequest:
    """No token: the shortest prefix of a cache that holds any."""
    return Fraction(0)


def hour_each_day() -> HoursPerDay:
    """How often a day has each of its hours."""
    return Fraction(1)


def all_hours_per_day() -> HoursPerDay:
    """Hours of a day, where no hour is said to be idle."""
    return Fraction(24)


def day_each_week() -> DaysPerWeek:
    """How often a week has each of its days."""
    return Fraction(1)


def hours_per_month() -> HoursPerMonth:
    """Hours in a month, a twelfth of a year of 365 days."""
    return Fraction(730)
