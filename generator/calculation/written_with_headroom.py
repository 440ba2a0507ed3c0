"""What is written to a model's cache. In: the column of its load cases, headroom. Out: sum with headroom."""

from generator.calculation.verbs import total
from generator.units import Each, Share, TokensPerMinute


def written_input_tokens_per_minute(
    each_written_input_tokens_per_minute: Each[TokensPerMinute], headroom: Share
) -> TokensPerMinute:
    """Input tokens a minute of the request that are written to the cache, with the headroom on top."""
    return total(each_written_input_tokens_per_minute) * (1 + headroom)
