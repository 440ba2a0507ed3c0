"""A component found by itself. In: what the cache holds to its end and before it, hit rates. Out: what it adds."""

from generator.calculation.verbs import least
from generator.units import Each, Share, TokensPerRequest


def found_rate(each_hit_rate: Each[Share]) -> Share:
    """Share of the requests whose prompt the cache holds up to here: no more than hold any component before."""
    return least(each_hit_rate)


def added_cacheable_tokens(
    cacheable_tokens: TokensPerRequest, cacheable_before_tokens: TokensPerRequest
) -> TokensPerRequest:
    """Tokens that the cache can hold because the prefix goes on with this component."""
    return cacheable_tokens - cacheable_before_tokens


def cached_input_tokens(added_cacheable_tokens: TokensPerRequest, found_rate: Share) -> TokensPerRequest:
    """Tokens of this component that the prefix cache serves, on average."""
    return added_cacheable_tokens * found_rate
