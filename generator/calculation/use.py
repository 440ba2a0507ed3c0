"""How much of the request a month uses. In: its tokens and active minutes, and the request. Out: the mean share."""

from generator.units import Minutes, Share, Tokens, TokensPerMinute


def mean_share_of_request(
    tokens_per_month: Tokens, active_minutes: Minutes, requested_tokens_per_minute: TokensPerMinute
) -> Share:
    """The month's tokens as a share of what is requested, averaged over the active hours."""
    return tokens_per_month / active_minutes / requested_tokens_per_minute
