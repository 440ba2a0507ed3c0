"""What a model needs beside what its vendor sets by default. In: its tokens a minute. Out: total over uncached."""

from generator.units import Count, TokensPerMinute


def total_to_uncached_needed(tokens_per_minute: TokensPerMinute, uncached_tokens_per_minute: TokensPerMinute) -> Count:
    """How many times the uncached tokens the requested tokens are, output counted in both."""
    return tokens_per_minute / uncached_tokens_per_minute
