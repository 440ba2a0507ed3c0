"""A prefix where the cache holds none below a length. In: both. Out: whether it is too short; what counts of it."""

from generator.calculation.verbs import none_below
from generator.units import TokensPerRequest, YesNo


def is_too_short(prefix_tokens: TokensPerRequest, least_prefix_tokens: TokensPerRequest) -> YesNo:
    """Whether the prefix is shorter than the shortest that the cache holds."""
    return prefix_tokens < least_prefix_tokens


def long_enough_tokens(prefix_tokens: TokensPerRequest, least_prefix_tokens: TokensPerRequest) -> TokensPerRequest:
    """The prefix, where it is as long as the shortest that the cache holds, or else nothing."""
    return none_below(prefix_tokens, least_prefix_tokens)
