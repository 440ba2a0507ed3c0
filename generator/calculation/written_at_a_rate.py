"""What a load case writes to the prefix cache of a model. In: its rate, and what a page writes. Out: a minute of it."""

from generator.units import PagesPerMinute, TokensPerMinute, TokensPerPage


def written_input_tokens_per_minute(
    pages_per_minute: PagesPerMinute, written_input_tokens_per_page: TokensPerPage
) -> TokensPerMinute:
    """Input tokens a minute that are written to the cache."""
    return pages_per_minute * written_input_tokens_per_page
