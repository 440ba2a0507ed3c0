"""A page, or a model's part of it. In: the columns of its calls or models. Out: what generating it takes."""

from generator.calculation.verbs import part_of, rest, share, total
from generator.units import Each, RequestsPerPage, Share, TokensPerPage, TokensPerRequest, WorkPerPage


def requests_per_page(each_requests_per_page: Each[RequestsPerPage]) -> RequestsPerPage:
    """Requests that the generation of a page sends."""
    return total(each_requests_per_page)


def input_tokens_per_page(each_input_tokens_per_page: Each[TokensPerPage]) -> TokensPerPage:
    """Input tokens of a page, cached or not."""
    return total(each_input_tokens_per_page)


def cached_input_tokens_per_page(each_cached_input_tokens_per_page: Each[TokensPerPage]) -> TokensPerPage:
    """Input tokens of a page that the prefix cache serves."""
    return total(each_cached_input_tokens_per_page)


def output_tokens_per_page(each_output_tokens_per_page: Each[TokensPerPage]) -> TokensPerPage:
    """Output tokens of a page."""
    return total(each_output_tokens_per_page)


def uncached_input_tokens_per_page(
    input_tokens_per_page: TokensPerPage, cached_input_tokens_per_page: TokensPerPage
) -> TokensPerPage:
    """Input tokens of a page that the prefix cache does not serve."""
    return rest(input_tokens_per_page, cached_input_tokens_per_page)


def tokens_per_page(input_tokens_per_page: TokensPerPage, output_tokens_per_page: TokensPerPage) -> TokensPerPage:
    """All tokens of a page, input and output."""
    return input_tokens_per_page + output_tokens_per_page


def uncached_tokens_per_page(
    uncached_input_tokens_per_page: TokensPerPage, output_tokens_per_page: TokensPerPage
) -> TokensPerPage:
    """Tokens of a page that no cache serves: uncached input, and all output."""
    return uncached_input_tokens_per_page + output_tokens_per_page


def cache_rate(cached_input_tokens_per_page: TokensPerPage, input_tokens_per_page: TokensPerPage) -> Share:
    """Share of the input tokens that the prefix cache serves."""
    return part_of(cached_input_tokens_per_page, input_tokens_per_page)


def cached_share_of_tokens(cached_input_tokens_per_page: TokensPerPage, tokens_per_page: TokensPerPage) -> Share:
    """Share of all tokens that the prefix cache serves; output is never cached."""
    return part_of(cached_input_tokens_per_page, tokens_per_page)


def tokens_per_request(tokens_per_page: TokensPerPage, requests_per_page: RequestsPerPage) -> TokensPerRequest:
    """Mean tokens of a request, input and output."""
    return share(tokens_per_page, requests_per_page)


def input_tokens_per_request(
    input_tokens_per_page: TokensPerPage, requests_per_page: RequestsPerPage
) -> TokensPerRequest:
    """Mean input tokens of a request."""
    return share(input_tokens_per_page, requests_per_page)


def cached_input_tokens_per_request(
    cached_input_tokens_per_page: TokensPerPage, requests_per_page: RequestsPerPage
) -> TokensPerRequest:
    """Mean input tokens of a request that the prefix cache serves."""
    return share(cached_input_tokens_per_page, requests_per_page)


def work_per_page(each_work_per_page: Each[WorkPerPage]) -> WorkPerPage:
    """Work of a page."""
    return total(each_work_per_page)
