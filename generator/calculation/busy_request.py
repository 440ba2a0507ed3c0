"""An hour and a day of what is asked for, of a model. In: the columns of the load cases. Out: their sums."""

from generator.calculation.verbs import total
from generator.units import Each, RequestsPerDay, RequestsPerHour, TokensPerDay, TokensPerHour, WorkPerDay, WorkPerHour


def requests_per_busy_hour(each_requests_per_busy_hour: Each[RequestsPerHour]) -> RequestsPerHour:
    """Requests of an hour of what is asked for: what a limit has to hold."""
    return total(each_requests_per_busy_hour)


def requests_per_busy_day(each_requests_per_busy_day: Each[RequestsPerDay]) -> RequestsPerDay:
    """Requests of a day of what is asked for: what a limit has to hold."""
    return total(each_requests_per_busy_day)


def tokens_per_busy_hour(each_tokens_per_busy_hour: Each[TokensPerHour]) -> TokensPerHour:
    """Tokens of an hour of what is asked for: what a limit has to hold."""
    return total(each_tokens_per_busy_hour)


def tokens_per_busy_day(each_tokens_per_busy_day: Each[TokensPerDay]) -> TokensPerDay:
    """Tokens of a day of what is asked for: what a limit has to hold."""
    return total(each_tokens_per_busy_day)


def uncached_tokens_per_busy_hour(each_uncached_tokens_per_busy_hour: Each[TokensPerHour]) -> TokensPerHour:
    """Uncached tokens of an hour of what is asked for, output included: what a limit has to hold."""
    return total(each_uncached_tokens_per_busy_hour)


def uncached_tokens_per_busy_day(each_uncached_tokens_per_busy_day: Each[TokensPerDay]) -> TokensPerDay:
    """Uncached tokens of a day of what is asked for, output included: what a limit has to hold."""
    return total(each_uncached_tokens_per_busy_day)


def work_per_busy_hour(each_work_per_busy_hour: Each[WorkPerHour]) -> WorkPerHour:
    """Work of an hour of what is asked for: what a limit has to hold."""
    return total(each_work_per_busy_hour)


def work_per_busy_day(each_work_per_busy_day: Each[WorkPerDay]) -> WorkPerDay:
    """Work of a day of what is asked for: what a limit has to hold."""
    return total(each_work_per_busy_day)
