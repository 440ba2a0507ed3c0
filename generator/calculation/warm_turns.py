"""Turns whose first finds its prefix in the cache, as other requests do. In: what each can find. Out: what all find."""

from generator.units import Share, TokensPerRequest


def cached_input_tokens_of_all_turns(
    cached_input_tokens: TokensPerRequest, cacheable_repeated_tokens: TokensPerRequest, hit_rate: Share
) -> TokensPerRequest:
    """Prompt tokens of all turns that the prefix cache serves, on average: of the first, and of those after it."""
    return cached_input_tokens + cacheable_repeated_tokens * hit_rate
