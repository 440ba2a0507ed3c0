"""Turns whose first finds nothing in the cache. In: what those after it can find. Out: what they find, on average."""

from generator.units import Share, TokensPerRequest


def cached_input_tokens_of_all_turns(cacheable_repeated_tokens: TokensPerRequest, hit_rate: Share) -> TokensPerRequest:
    """Prompt tokens of all turns that the prefix cache serves, on average: of the first, none."""
    return cacheable_repeated_tokens * hit_rate
