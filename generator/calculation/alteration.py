"""What a saving leaves of the inputs. In: an input, and the share that the saving takes. Out: what is left."""

from generator.units import PagesPerMinute, RequestsPerPage, Share, TokensPerRequest


def kept_pages_per_minute(unrounded_pages_per_minute: PagesPerMinute, taken: Share) -> PagesPerMinute:
    """Pages that are still generated a minute, before rounding."""
    return unrounded_pages_per_minute * (1 - taken)


def kept_requests_per_page(requests_per_page: RequestsPerPage, taken: Share) -> RequestsPerPage:
    """How often an average page still sends the call."""
    return requests_per_page * (1 - taken)


def kept_tokens(tokens: TokensPerRequest, taken: Share) -> TokensPerRequest:
    """Tokens that are left of the component."""
    return tokens * (1 - taken)


def shortened_input_tokens(input_tokens: TokensPerRequest, tokens: TokensPerRequest, taken: Share) -> TokensPerRequest:
    """Prompt tokens of a request that begins with the shortened component."""
    return input_tokens - tokens * taken
