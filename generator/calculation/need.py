"""What is needed before headroom, in all or for a model. In: columns of load cases. Out: the need of a minute."""

from generator.calculation.verbs import total
from generator.units import Each, RequestsPerMinute, TokensPerMinute, WorkPerMinute


def requests_per_minute(each_requests_per_minute: Each[RequestsPerMinute]) -> RequestsPerMinute:
    """Requests a minute that are needed, before headroom."""
    return total(each_requests_per_minute)


def input_tokens_per_minute(each_input_tokens_per_minute: Each[TokensPerMinute]) -> TokensPerMinute:
    """Input tokens a minute that are needed, cached or not, before headroom."""
    return total(each_input_tokens_per_minute)


def cached_input_tokens_per_minute(each_cached_input_tokens_per_minute: Each[TokensPerMinute]) -> TokensPerMinute:
    """Needed input tokens a minute that the prefix cache is to serve, before headroom."""
    return total(each_cached_input_tokens_per_minute)


def uncached_input_tokens_per_minute(each_uncached_input_tokens_per_minute: Each[TokensPerMinute]) -> TokensPerMinute:
    """Uncached input tokens a minute that are needed, before headroom."""
    return total(each_uncached_input_tokens_per_minute)


def output_tokens_per_minute(each_output_tokens_per_minute: Each[TokensPerMinute]) -> TokensPerMinute:
    """Output tokens a minute that are needed, before headroom."""
    return total(each_output_tokens_per_minute)


def tokens_per_minute(each_tokens_per_minute: Each[TokensPerMinute]) -> TokensPerMinute:
    """All tokens a minute that are needed, input and output, before headroom."""
    return total(each_tokens_per_minute)


def uncached_tokens_per_minute(each_uncached_tokens_per_minute: Each[TokensPerMinute]) -> TokensPerMinute:
    """Uncached tokens a minute that are needed, output included, before headroom."""
    return total(each_uncached_tokens_per_minute)


def work_per_minute(each_work_per_minute: Each[WorkPerMinute]) -> WorkPerMinute:
    """Needed work a minute, before headroom."""
    return total(each_work_per_minute)
