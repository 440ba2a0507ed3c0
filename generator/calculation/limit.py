"""The default limit of all tokens. In: what is requested, the default ratio. Out: it, and whether it is too small."""

from generator.units import Count, TokensPerMinute, YesNo


def default_total_tokens_per_minute(
    uncached_tokens_per_minute: TokensPerMinute, total_to_uncached: Count
) -> TokensPerMinute:
    """The default limit of all tokens a minute, where the uncached limit counts output."""
    return uncached_tokens_per_minute * total_to_uncached


def default_total_of_input_per_minute(
    uncached_input_tokens_per_minute: TokensPerMinute, total_to_uncached: Count
) -> TokensPerMinute:
    """The default limit of all tokens a minute, where the uncached limit meters input alone."""
    return uncached_input_tokens_per_minute * total_to_uncached


def exceeds_default_total(
    tokens_per_minute: TokensPerMinute, default_total_tokens_per_minute: TokensPerMinute
) -> YesNo:
    """Whether more tokens are requested than the default limit allows, where output counts."""
    return tokens_per_minute > default_total_tokens_per_minute


def exceeds_default_total_of_input(
    tokens_per_minute: TokensPerMinute, default_total_of_input_per_minute: TokensPerMinute
) -> YesNo:
    """Whether more tokens are requested than the default limit allows, where input alone is metered."""
    return tokens_per_minute > default_total_of_input_per_minute
