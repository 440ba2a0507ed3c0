"""A request whose cache writes are metered too. In: tokens by kind, what one of each counts. Out: metered tokens."""

from generator.units import Count, TokensPerMinute


def plain_input_tokens_per_minute(
    uncached_input_tokens_per_minute: TokensPerMinute, written_input_tokens_per_minute: TokensPerMinute
) -> TokensPerMinute:
    """Input tokens a minute that are neither found in the cache nor written to it."""
    return uncached_input_tokens_per_minute - written_input_tokens_per_minute


def metered_tokens_per_minute(
    plain_input_tokens_per_minute: TokensPerMinute,
    written_input_tokens_per_minute: TokensPerMinute,
    cached_input_tokens_per_minute: TokensPerMinute,
    output_tokens_per_minute: TokensPerMinute,
    input_weight: Count,
    written_weight: Count,
    cached_weight: Count,
    output_weight: Count,
) -> TokensPerMinute:
    """Tokens a minute as the vendor meters them, cache writes by themselves: each kind times what one of it counts."""
    return (
        plain_input_tokens_per_minute * input_weight
        + written_input_tokens_per_minute * written_weight
        + cached_input_tokens_per_minute * cached_weight
        + output_tokens_per_minute * output_weight
    )
