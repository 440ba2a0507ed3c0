"""The request as its vendor admits it. In: columns of load cases or models, headroom. Out: sums with headroom."""

from generator.calculation.verbs import total
from generator.units import Each, InFlight, Share, TokensPerMinute


def admitted_tokens_per_minute(
    each_admitted_tokens_per_minute: Each[TokensPerMinute], headroom: Share
) -> TokensPerMinute:
    """Tokens a minute to reserve with headroom, were limits to cover the most that requests may put out."""
    return total(each_admitted_tokens_per_minute) * (1 + headroom)


def admitted_uncached_tokens_per_minute(
    each_admitted_uncached_tokens_per_minute: Each[TokensPerMinute], headroom: Share
) -> TokensPerMinute:
    """Uncached tokens a minute to reserve with headroom, were limits to cover the most that requests may put out."""
    return total(each_admitted_uncached_tokens_per_minute) * (1 + headroom)


def requests_in_flight(each_requests_in_flight: Each[InFlight], headroom: Share) -> InFlight:
    """Requests that are under way at once, on average, where the headroom is used up."""
    return total(each_requests_in_flight) * (1 + headroom)
