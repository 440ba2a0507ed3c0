"""The request beside a model's published limits. In: both. Out: how many times each limit is requested."""

from generator.units import Count, RequestsPerMinute, TokensPerMinute


def times_published_requests(
    requests_per_minute: RequestsPerMinute, published_requests_per_minute: RequestsPerMinute
) -> Count:
    """How many times the published limit of requests a minute is requested."""
    return requests_per_minute / published_requests_per_minute


def times_published_tokens(tokens_per_minute: TokensPerMinute, published_tokens_per_minute: TokensPerMinute) -> Count:
    """How many times the published limit of all tokens a minute is requested."""
    return tokens_per_minute / published_tokens_per_minute


def times_published_uncached_tokens(
    uncached_tokens_per_minute: TokensPerMinute, published_uncached_tokens_per_minute: TokensPerMinute
) -> Count:
    """How many times the published limit of uncached tokens a minute is requested, output counted."""
    return uncached_tokens_per_minute / published_uncached_tokens_per_minute
