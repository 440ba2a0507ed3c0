"""The request over a second, an hour and a day, were the peak kept up. In: a minute of it. Out: pace, and most."""

from generator.units import (
    HoursPerDay,
    MinutesPerHour,
    RequestsPerDay,
    RequestsPerHour,
    RequestsPerMinute,
    RequestsPerSecond,
    SecondsPerMinute,
    TokensPerDay,
    TokensPerHour,
    TokensPerMinute,
    WorkPerDay,
    WorkPerHour,
    WorkPerMinute,
)


def requests_per_second(
    requests_per_minute: RequestsPerMinute, seconds_per_minute: SecondsPerMinute
) -> RequestsPerSecond:
    """Requests a second at an even pace."""
    return requests_per_minute / seconds_per_minute


def most_requests_per_hour(requests_per_minute: RequestsPerMinute, minutes_per_hour: MinutesPerHour) -> RequestsPerHour:
    """Requests in an hour that is all peak."""
    return requests_per_minute * minutes_per_hour


def most_tokens_per_hour(tokens_per_minute: TokensPerMinute, minutes_per_hour: MinutesPerHour) -> TokensPerHour:
    """Tokens in an hour that is all peak."""
    return tokens_per_minute * minutes_per_hour


def most_uncached_tokens_per_hour(
    uncached_tokens_per_minute: TokensPerMinute, minutes_per_hour: MinutesPerHour
) -> TokensPerHour:
    """Uncached tokens in an hour that is all peak, output included."""
    return uncached_tokens_per_minute * minutes_per_hour


def most_requests_per_day(most_requests_per_hour: RequestsPerHour, hours_per_day: HoursPerDay) -> RequestsPerDay:
    """Requests on a day whose active hours are all peak."""
    return most_requests_per_hour * hours_per_day


def most_tokens_per_day(most_tokens_per_hour: TokensPerHour, hours_per_day: HoursPerDay) -> TokensPerDay:
    """Tokens on a day whose active hours are all peak."""
    return most_tokens_per_hour * hours_per_day


def most_uncached_tokens_per_day(
    most_uncached_tokens_per_hour: TokensPerHour, hours_per_day: HoursPerDay
) -> TokensPerDay:
    """Uncached tokens on a day whose active hours are all peak, output included."""
    return most_uncached_tokens_per_hour * hours_per_day


def most_work_per_hour(work_per_minute: WorkPerMinute, minutes_per_hour: MinutesPerHour) -> WorkPerHour:
    """Work in an hour that is all peak."""
    return work_per_minute * minutes_per_hour


def most_work_per_day(most_work_per_hour: WorkPerHour, hours_per_day: HoursPerDay) -> WorkPerDay:
    """Work on a day whose active hours are all peak."""
    return most_work_per_hour * hours_per_day
