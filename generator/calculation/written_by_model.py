"""What a model's calls of a page write to the prefix cache. In: the column of its calls. Out: the sum."""

from generator.calculation.verbs import total
from generator.units import Each, TokensPerPage


def written_input_tokens_per_page(each_written_input_tokens_per_page: Each[TokensPerPage]) -> TokensPerPage:
    """Input tokens of a page that this model's requests write to the cache."""
    return total(each_written_input_tokens_per_page)
