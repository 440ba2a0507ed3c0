"""The request, in all or for a model. In: the columns of its load cases. Out: what is asked for, a minute."""

from generator.calculation.verbs import part_of, total
from generator.units import Each, RequestsPerMinute, Share, TokensPerMinute, WorkPerMinute, YesNo


def requests_per_minute(each_requests_per_minute: Each[RequestsPerMinute]) -> RequestsPerMinute:
    """Requests a minute to reserve."""
    return total(each_requests_per_minute)


def input_tokens_per_minute(each_input_tokens_per_minute: Each[TokensPerMinute]) -> TokensPerMinute:
    """Input tokens a minute to reserve, cached or not."""
    return total(each_input_tokens_per_minute)


def cached_input_tokens_per_minute(each_cached_input_tokens_per_minute: Each[TokensPerMinute]) -> TokensPerMinute:
    """Input tokens a minute that the prefix cache is to serve."""
    return total(each_cached_input_tokens_per_minute)


def uncached_input_tokens_per_minute(each_uncached_input_tokens_per_minute: Each[TokensPerMinute]) -> TokensPerMinute:
    """Uncached input tokens a minute to reserve: the limit, where output does not count towards it."""
    return total(each_uncached_input_tokens_per_minute)


def output_tokens_per_minute(each_output_tokens_per_minute: Each[TokensPerMinute]) -> TokensPerMinute:
    """Output tokens a minute to reserve."""
    return total(each_output_tokens_per_minute)


def tokens_per_minute(each_tokens_per_minute: Each[TokensPerMinute]) -> TokensPerMinute:
    """All tokens a minute to reserve, input and output."""
    return total(each_tokens_per_minute)


def uncached_tokens_per_minute(each_uncached_tokens_per_minute: Each[TokensPerMinute]) -> TokensPerMinute:
    """Uncached tokens a minute to reserve, output included: the limit, where output counts towards it."""
    return total(each_uncached_tokens_per_minute)


def cache_rate(cached_input_tokens_per_minute: TokensPerMinute, input_tokens_per_minute: TokensPerMinute) -> Share:
    """Share of the requested input tokens that the prefix cache serves."""
    return part_of(cached_input_tokens_per_minute, input_tokens_per_minute)


def nothing_is_cached(cached_input_tokens_per_minute: TokensPerMinute) -> YesNo:
    """Whether the prefix cache serves no token of the request."""
    return cached_input_tokens_per_minute == 0


def work_per_minute(each_work_per_minute: Each[WorkPerMinute]) -> WorkPerMinute:
    """Work a minute to reserve."""
    return total(each_work_per_minute)
