"""A model beside the others on a page. In: its part and every model's. Out: its share, and whether it stands out."""

from generator.calculation.verbs import greatest, least, part_of
from generator.units import Each, RequestsPerPage, Share, TokensPerPage, TokensPerRequest, YesNo


def share_of_tokens(tokens_per_page: TokensPerPage, page_tokens_per_page: TokensPerPage) -> Share:
    """The model's share of all tokens of a page."""
    return part_of(tokens_per_page, page_tokens_per_page)


def is_heaviest(tokens_per_request: TokensPerRequest, each_tokens_per_request: Each[TokensPerRequest]) -> YesNo:
    """Whether no other model's mean request is heavier."""
    return tokens_per_request >= greatest(each_tokens_per_request)


def is_most_frequent(requests_per_page: RequestsPerPage, each_requests_per_page: Each[RequestsPerPage]) -> YesNo:
    """Whether no other model is asked more often by a page."""
    return requests_per_page >= greatest(each_requests_per_page)


def is_lightest(tokens_per_request: TokensPerRequest, each_tokens_per_request: Each[TokensPerRequest]) -> YesNo:
    """Whether no other model's mean request is lighter."""
    return tokens_per_request <= least(each_tokens_per_request)
