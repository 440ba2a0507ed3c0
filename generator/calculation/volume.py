"""A month's volume, in all or for a model. In: the month's pages and a page's profile. Out: requests and tokens."""

from generator.calculation.verbs import rest
from generator.units import Pages, Requests, RequestsPerPage, Tokens, TokensPerPage, Work, WorkPerPage


def requests_per_month(pages: Pages, requests_per_page: RequestsPerPage) -> Requests:
    """Requests a month."""
    return pages * requests_per_page


def input_tokens_per_month(pages: Pages, input_tokens_per_page: TokensPerPage) -> Tokens:
    """Input tokens a month, cached or not."""
    return pages * input_tokens_per_page


def cached_input_tokens_per_month(pages: Pages, cached_input_tokens_per_page: TokensPerPage) -> Tokens:
    """Input tokens a month that the prefix cache serves."""
    return pages * cached_input_tokens_per_page


def output_tokens_per_month(pages: Pages, output_tokens_per_page: TokensPerPage) -> Tokens:
    """Output tokens a month."""
    return pages * output_tokens_per_page


def tokens_per_month(input_tokens_per_month: Tokens, output_tokens_per_month: Tokens) -> Tokens:
    """All tokens a month, input and output."""
    return input_tokens_per_month + output_tokens_per_month


def uncached_tokens_per_month(tokens_per_month: Tokens, cached_input_tokens_per_month: Tokens) -> Tokens:
    """Tokens a month that no cache serves, output included."""
    return rest(tokens_per_month, cached_input_tokens_per_month)


def work_per_month(pages: Pages, work_per_page: WorkPerPage) -> Work:
    """Work a month."""
    return pages * work_per_page
