"""The vendor's limit of all tokens beside that of uncached tokens.

In: what is requested of both, and the vendor's default ratio. Out: the ratio that is needed, and whether the default is
enough, for each reading of the uncached limit.
"""

from generator.calculation.words import share
from generator.units import Count, TokensPerMinute, YesNo


def total_to_uncached_tokens(tokens_per_minute: TokensPerMinute, uncached_tokens_per_minute: TokensPerMinute) -> Count:
    """How many times the uncached tokens, output counted, the requested tokens are."""
    return share(tokens_per_minute, uncached_tokens_per_minute)


def total_to_uncached_input(
    tokens_per_minute: TokensPerMinute, uncached_input_tokens_per_minute: TokensPerMinute
) -> Count:
    """How many times the uncached input tokens the requested tokens are."""
    return share(tokens_per_minute, uncached_input_tokens_per_minute)


def exceeds_default_total(total_to_uncached_tokens: Count, total_to_uncached: Count) -> YesNo:
    """Whether the default limit of all tokens is too small, where the uncached limit counts output."""
    return total_to_uncached_tokens > total_to_uncached


def exceeds_default_total_of_input(total_to_uncached_input: Count, total_to_uncached: Count) -> YesNo:
    """Whether the default limit of all tokens is too small, where the uncached limit meters input alone."""
    return total_to_uncached_input > total_to_uncached
