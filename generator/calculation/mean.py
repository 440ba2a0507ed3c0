"""A month over its active time. In: its volume, active days, hours a day. Out: a mean active hour, and a mean day."""

from generator.units import (
    Days,
    HoursPerDay,
    Requests,
    RequestsPerDay,
    RequestsPerHour,
    Tokens,
    TokensPerDay,
    TokensPerHour,
    Work,
    WorkPerDay,
    WorkPerHour,
)


def requests_per_active_day(requests_per_month: Requests, active_days: Days) -> RequestsPerDay:
    """Requests on an active day, on average."""
    return requests_per_month / active_days


def tokens_per_active_day(tokens_per_month: Tokens, active_days: Days) -> TokensPerDay:
    """Tokens on an active day, on average."""
    return tokens_per_month / active_days


def uncached_tokens_per_active_day(uncached_tokens_per_month: Tokens, active_days: Days) -> TokensPerDay:
    """Uncached tokens on an active day, on average, output included."""
    return uncached_tokens_per_month / active_days


def requests_per_active_hour(requests_per_active_day: RequestsPerDay, hours_per_day: HoursPerDay) -> RequestsPerHour:
    """Requests in an active hour, on average."""
    return requests_per_active_day / hours_per_day


def tokens_per_active_hour(tokens_per_active_day: TokensPerDay, hours_per_day: HoursPerDay) -> TokensPerHour:
    """Tokens in an active hour, on average."""
    return tokens_per_active_day / hours_per_day


def uncached_tokens_per_active_hour(
    uncached_tokens_per_active_day: TokensPerDay, hours_per_day: HoursPerDay
) -> TokensPerHour:
    """Uncached tokens in an active hour, on average, output included."""
    return uncached_tokens_per_active_day / hours_per_day


def work_per_active_day(work_per_month: Work, active_days: Days) -> WorkPerDay:
    """Work on an active day, on average."""
    return work_per_month / active_days


def work_per_active_hour(work_per_active_day: WorkPerDay, hours_per_day: HoursPerDay) -> WorkPerHour:
    """Work in an active hour, on average."""
    return work_per_active_day / hours_per_day
