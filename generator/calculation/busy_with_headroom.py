"""An hour and a day asked for, of a model. In: columns of load cases, headroom. Out: sums with headroom."""

from generator.calculation.verbs import total
from generator.units import (
    Each,
    RequestsPerDay,
    RequestsPerHour,
    Share,
    TokensPerDay,
    TokensPerHour,
    WorkPerDay,
    WorkPerHour,
)


def requests_per_busy_hour(each_requests_per_busy_hour: Each[RequestsPerHour], headroom: Share) -> RequestsPerHour:
    """Requests of an hour of what is asked for, with its headroom: what a limit has to hold."""
    return total(each_requests_per_busy_hour) * (1 + headroom)


def requests_per_busy_day(each_requests_per_busy_day: Each[RequestsPerDay], headroom: Share) -> RequestsPerDay:
    """Requests of a day of what is asked for, with its headroom: what a limit has to hold."""
    return total(each_requests_per_busy_day) * (1 + headroom)


def tokens_per_busy_hour(each_tokens_per_busy_hour: Each[TokensPerHour], headroom: Share) -> TokensPerHour:
    """Tokens of an hour of what is asked for, with its headroom: what a limit has to hold."""
    return total(each_tokens_per_busy_hour) * (1 + headroom)


def tokens_per_busy_day(each_tokens_per_busy_day: Each[TokensPerDay], headroom: Share) -> TokensPerDay:
    """Tokens of a day of what is asked for, with its headroom: what a limit has to hold."""
    return total(each_tokens_per_busy_day) * (1 + headroom)


def uncached_tokens_per_busy_hour(
    each_uncached_tokens_per_busy_hour: Each[TokensPerHour], headroom: Share
) -> TokensPerHour:
    """Uncached tokens of an hour of what is asked for, headroom and output included: what a limit has to hold."""
    return total(each_uncached_tokens_per_busy_hour) * (1 + headroom)


def uncached_tokens_per_busy_day(
    each_uncached_tokens_per_busy_day: Each[TokensPerDay], headroom: Share
) -> TokensPerDay:
    """Uncached tokens of a day of what is asked for, headroom and output included: what a limit has to hold."""
    return total(each_uncached_tokens_per_busy_day) * (1 + headroom)


def work_per_busy_hour(each_work_per_busy_hour: Each[WorkPerHour], headroom: Share) -> WorkPerHour:
    """Work of an hour of what is asked for, with its headroom: what a limit has to hold."""
    return total(each_work_per_busy_hour) * (1 + headroom)


def work_per_busy_day(each_work_per_busy_day: Each[WorkPerDay], headroom: Share) -> WorkPerDay:
    """Work of a day of what is asked for, with its headroom: what a limit has to hold."""
    return total(each_work_per_busy_day) * (1 + headroom)
