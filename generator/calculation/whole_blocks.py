"""A prefix where the cache's block size is known. In: both. Out: the part of the prefix that the cache can hold."""

from generator.calculation.verbs import round_down
from generator.units import TokensPerRequest


def cacheable_tokens(prefix_tokens: TokensPerRequest, block_tokens: TokensPerRequest) -> TokensPerRequest:
    """The part of the prefix that fills whole cache blocks."""
    return round_down(prefix_tokens, block_tokens)
