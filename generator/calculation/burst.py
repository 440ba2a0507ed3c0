"""A base that is always there, and bursts above it. In: the request and its base. Out: the burst."""

from generator.units import RequestsPerMinute, TokensPerMinute


def burst_requests_per_minute(
    requests_per_minute: RequestsPerMinute, base_requests_per_minute: RequestsPerMinute
) -> RequestsPerMinute:
    """Requests a minute of the request above its base."""
    return requests_per_minute - base_requests_per_minute


def burst_tokens_per_minute(
    tokens_per_minute: TokensPerMinute, base_tokens_per_minute: TokensPerMinute
) -> TokensPerMinute:
    """Tokens a minute of the request above its base."""
    return tokens_per_minute - base_tokens_per_minute


def burst_uncached_tokens_per_minute(
    uncached_tokens_per_minute: TokensPerMinute, base_uncached_tokens_per_minute: TokensPerMinute
) -> TokensPerMinute:
    """Uncached tokens a minute of the request above its base, output included."""
    return uncached_tokens_per_minute - base_uncached_tokens_per_minute
