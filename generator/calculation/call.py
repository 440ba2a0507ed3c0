"""A kind of request of a page. In: tokens, components, the prefix cache. Out: tokens a request and a page."""

from generator.calculation.verbs import total
from generator.units import Each, RequestsPerPage, Share, TokensPerPage, TokensPerRequest, WorkPerPage, WorkPerRequest


def prefix_tokens(each_component_tokens: Each[TokensPerRequest]) -> TokensPerRequest:
    """Tokens at the start of the prompt that are the same in every request."""
    return total(each_component_tokens)


def cached_input_tokens(cacheable_tokens: TokensPerRequest, hit_rate: Share) -> TokensPerRequest:
    """Prompt tokens of a request that the prefix cache serves, on average."""
    return cacheable_tokens * hit_rate


def input_tokens_per_page(input_tokens: TokensPerRequest, requests_per_page: RequestsPerPage) -> TokensPerPage:
    """Input tokens that a page spends on this call."""
    return input_tokens * requests_per_page


def cached_input_tokens_per_page(
    cached_input_tokens: TokensPerRequest, requests_per_page: RequestsPerPage
) -> TokensPerPage:
    """Input tokens that a page spends on this call and that the prefix cache serves."""
    return cached_input_tokens * requests_per_page


def output_tokens_per_page(output_tokens: TokensPerRequest, requests_per_page: RequestsPerPage) -> TokensPerPage:
    """Output tokens that a page spends on this call."""
    return output_tokens * requests_per_page


def tokens_per_page(input_tokens_per_page: TokensPerPage, output_tokens_per_page: TokensPerPage) -> TokensPerPage:
    """All tokens that a page spends on this call."""
    return input_tokens_per_page + output_tokens_per_page


def work_per_page(work_per_request: WorkPerRequest, requests_per_page: RequestsPerPage) -> WorkPerPage:
    """Work that a page spends on this call."""
    return work_per_request * requests_per_page
