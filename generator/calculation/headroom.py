"""The request where it has headroom, in all or for a model. In: what is needed, and headroom. Out: what is asked for.

The headroom is room for what nobody foresees; it is not part of the need, and so no load case has it.
"""

from generator.units import RequestsPerMinute, Share, TokensPerMinute, WorkPerMinute


def requests_per_minute(needed_requests_per_minute: RequestsPerMinute, headroom: Share) -> RequestsPerMinute:
    """Requests a minute to reserve: those that are needed, and the headroom on top."""
    return needed_requests_per_minute * (1 + headroom)


def input_tokens_per_minute(needed_input_tokens_per_minute: TokensPerMinute, headroom: Share) -> TokensPerMinute:
    """Input tokens a minute to reserve, cached or not: those that are needed, and the headroom on top."""
    return needed_input_tokens_per_minute * (1 + headroom)


def cached_input_tokens_per_minute(
    needed_cached_input_tokens_per_minute: TokensPerMinute, headroom: Share
) -> TokensPerMinute:
    """Input tokens a minute that the prefix cache is to serve: those that are needed, and the headroom on top."""
    return needed_cached_input_tokens_per_minute * (1 + headroom)


def uncached_input_tokens_per_minute(
    needed_uncached_input_tokens_per_minute: TokensPerMinute, headroom: Share
) -> TokensPerMinute:
    """Uncached input tokens a minute to reserve, with headroom: the limit, where output does not count towards it."""
    return needed_uncached_input_tokens_per_minute * (1 + headroom)


def output_tokens_per_minute(needed_output_tokens_per_minute: TokensPerMinute, headroom: Share) -> TokensPerMinute:
    """Output tokens a minute to reserve: those that are needed, and the headroom on top."""
    return needed_output_tokens_per_minute * (1 + headroom)


def tokens_per_minute(needed_tokens_per_minute: TokensPerMinute, headroom: Share) -> TokensPerMinute:
    """All tokens a minute to reserve, input and output: those that are needed, and the headroom on top."""
    return needed_tokens_per_minute * (1 + headroom)


def uncached_tokens_per_minute(needed_uncached_tokens_per_minute: TokensPerMinute, headroom: Share) -> TokensPerMinute:
    """Uncached tokens a minute to reserve, with output and headroom: the limit, where output counts towards it."""
    return needed_uncached_tokens_per_minute * (1 + headroom)


def work_per_minute(needed_work_per_minute: WorkPerMinute, headroom: Share) -> WorkPerMinute:
    """Work a minute to reserve: what is needed, and the headroom on top."""
    return needed_work_per_minute * (1 + headroom)
