"""A candidate in the place of models in use. In: their demand, and the headroom. Out: what to reserve."""

from generator.units import RequestsPerMinute, Share, TokensPerMinute, WorkPerMinute


def requests_per_minute_with_headroom(requests_per_minute: RequestsPerMinute, headroom: Share) -> RequestsPerMinute:
    """Requests a minute of the replaced role, and the headroom on top."""
    return requests_per_minute * (1 + headroom)


def tokens_per_minute_with_headroom(tokens_per_minute: TokensPerMinute, headroom: Share) -> TokensPerMinute:
    """Tokens a minute of the replaced role, and the headroom on top."""
    return tokens_per_minute * (1 + headroom)


def uncached_tokens_per_minute_with_headroom(
    uncached_tokens_per_minute: TokensPerMinute, headroom: Share
) -> TokensPerMinute:
    """Uncached tokens a minute of the replaced role, and the headroom on top."""
    return uncached_tokens_per_minute * (1 + headroom)


def work_per_minute_with_headroom(work_per_minute: WorkPerMinute, headroom: Share) -> WorkPerMinute:
    """Work a minute of the replaced role, and the headroom on top."""
    return work_per_minute * (1 + headroom)
