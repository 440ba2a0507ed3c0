"""What the request writes to the prefix cache of a model. In: the column of its load cases. Out: the sum."""

from generator.calculation.verbs import total
from generator.units import Each, TokensPerMinute


def written_input_tokens_per_minute(each_written_input_tokens_per_minute: Each[TokensPerMinute]) -> TokensPerMinute:
    """Input tokens a minute of the request that are written to the cache."""
    return total(each_written_input_tokens_per_minute)
