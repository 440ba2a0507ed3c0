"""A prompt component on a page.

In: its tokens and the calls that begin with it. Out: how often and how much a page sends it.
"""

from generator.calculation.verbs import total
from generator.units import Each, RequestsPerPage, TokensPerPage, TokensPerRequest


def requests_per_page(each_requests_per_page: Each[RequestsPerPage]) -> RequestsPerPage:
    """Requests of a page whose prompt begins with this component."""
    return total(each_requests_per_page)


def tokens_per_page(tokens: TokensPerRequest, requests_per_page: RequestsPerPage) -> TokensPerPage:
    """Tokens of this component that a page sends."""
    return tokens * requests_per_page
