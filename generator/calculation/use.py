"""How much of the request a month uses. In: tokens, active minutes, the request. Out: mean share, hours at its rate."""

from generator.units import Hours, Minutes, MinutesPerHour, Share, Tokens, TokensPerMinute, Work, WorkPerMinute


def mean_share_of_request(
    tokens_per_month: Tokens, active_minutes: Minutes, requested_tokens_per_minute: TokensPerMinute
) -> Share:
    """The month's tokens as a share of what is requested, averaged over the active hours."""
    return tokens_per_month / active_minutes / requested_tokens_per_minute


def hours_at_requested_rate(
    tokens_per_month: Tokens, requested_tokens_per_minute: TokensPerMinute, minutes_per_hour: MinutesPerHour
) -> Hours:
    """Hours in which the month's tokens are over at the requested rate."""
    return tokens_per_month / requested_tokens_per_minute / minutes_per_hour


def mean_share_of_requested_work(
    work_per_month: Work, active_minutes: Minutes, requested_work_per_minute: WorkPerMinute
) -> Share:
    """The month's work as a share of what is requested, averaged over the active hours."""
    return work_per_month / active_minutes / requested_work_per_minute


def hours_of_requested_work(
    work_per_month: Work, requested_work_per_minute: WorkPerMinute, minutes_per_hour: MinutesPerHour
) -> Hours:
    """Hours that the month's work takes at the requested rate."""
    return work_per_month / requested_work_per_minute / minutes_per_hour
