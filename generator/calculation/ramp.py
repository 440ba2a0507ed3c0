"""A step on the way to the whole request. In: its share, and the request. Out: what the step needs, a minute."""

from generator.units import RequestsPerMinute, Share, TokensPerMinute, WorkPerMinute


def requests_per_minute(requested_requests_per_minute: RequestsPerMinute, share: Share) -> RequestsPerMinute:
    """Requests a minute that this step needs."""
    return requested_requests_per_minute * share


def tokens_per_minute(requested_tokens_per_minute: TokensPerMinute, share: Share) -> TokensPerMinute:
    """Tokens a minute that this step needs."""
    return requested_tokens_per_minute * share


def uncached_tokens_per_minute(requested_uncached_tokens_per_minute: TokensPerMinute, share: Share) -> TokensPerMinute:
    """Uncached tokens a minute that this step needs, output included."""
    return requested_uncached_tokens_per_minute * share


def work_per_minute(requested_work_per_minute: WorkPerMinute, share: Share) -> WorkPerMinute:
    """Work a minute that this step needs."""
    return requested_work_per_minute * share
