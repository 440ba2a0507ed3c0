"""What a call in turns reserves. In: its turns' input, requests, the most of each. Out: tokens a page."""

from generator.units import RequestsPerPage, TokensPerPage, TokensPerRequest


def reserved_tokens_per_page(
    input_tokens_of_all_turns: TokensPerRequest,
    first_requests_per_page: RequestsPerPage,
    requests_per_page: RequestsPerPage,
    max_completion_tokens: TokensPerRequest,
) -> TokensPerPage:
    """Tokens on which the turns of a page are admitted: their input, refused or not, and the most each may put out."""
    return input_tokens_of_all_turns * first_requests_per_page + requests_per_page * max_completion_tokens
