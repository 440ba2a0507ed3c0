"""A phase of query reuse. In: the share of answers served again, and a page's tokens. Out: what stays uncached."""

from generator.calculation.verbs import share
from generator.units import Share, TokensPerPage


def uncached_share_of_tokens(uncached_tokens_per_page: TokensPerPage, tokens_per_page: TokensPerPage) -> Share:
    """Share of all tokens that the prefix cache does not serve."""
    return share(uncached_tokens_per_page, tokens_per_page)


def net_uncached_share_of_tokens(uncached_share_of_tokens: Share, reuse: Share) -> Share:
    """Share of all tokens that neither the prefix cache nor the reuse of answers serves."""
    return uncached_share_of_tokens * (1 - reuse)
