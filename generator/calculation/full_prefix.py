"""A prefix where the cache's block size is unknown. In: the prefix. Out: the same, counted in full."""

from generator.units import TokensPerRequest


def cacheable_tokens(prefix_tokens: TokensPerRequest) -> TokensPerRequest:
    """The prefix, counted in full while the size of a cache block is to be agreed."""
    return prefix_tokens
