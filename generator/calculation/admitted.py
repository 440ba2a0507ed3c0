"""The request as its vendor admits it. In: the columns of its load cases, or of its models. Out: their sums."""

from generator.calculation.verbs import total
from generator.units import Each, InFlight, TokensPerMinute


def admitted_tokens_per_minute(each_admitted_tokens_per_minute: Each[TokensPerMinute]) -> TokensPerMinute:
    """Tokens a minute to reserve, were limits to cover the most that requests may put out."""
    return total(each_admitted_tokens_per_minute)


def admitted_uncached_tokens_per_minute(
    each_admitted_uncached_tokens_per_minute: Each[TokensPerMinute],
) -> TokensPerMinute:
    """Uncached tokens a minute to reserve, were limits to cover the most that requests may put out."""
    return total(each_admitted_uncached_tokens_per_minute)


def requests_in_flight(each_requests_in_flight: Each[InFlight]) -> InFlight:
    """Requests that are under way at once, on average."""
    return total(each_requests_in_flight)
