"""A call whose prompt grows by the turn. In: what is sent first, what is added, turns. Out: what all turns take."""

from generator.calculation.verbs import broken, grown, series
from generator.units import RequestsPerPage, TokensPerRequest, Turns


def requests_of_all_turns_per_page(requests_per_page: RequestsPerPage, turns: Turns) -> RequestsPerPage:
    """Requests that a page sends for this call, each turn being one."""
    return requests_per_page * turns


def grown_tokens(growth_tokens: TokensPerRequest, turns: Turns) -> TokensPerRequest:
    """What the prompt of the last turn has beyond that of the first."""
    return grown(growth_tokens, turns - 1)


def mean_input_tokens(input_tokens: TokensPerRequest, grown_tokens: TokensPerRequest) -> TokensPerRequest:
    """Prompt tokens of a turn, on average."""
    return input_tokens + grown_tokens / 2


def last_input_tokens(input_tokens: TokensPerRequest, grown_tokens: TokensPerRequest) -> TokensPerRequest:
    """Prompt tokens of the last turn, the longest."""
    return input_tokens + grown_tokens


def repeated_growth_tokens(growth_tokens: TokensPerRequest, turns: Turns) -> TokensPerRequest:
    """What the prompts of all turns but the last have beyond that of the first, taken together."""
    return series(growth_tokens, turns - 1)


def repeated_input_tokens(
    input_tokens: TokensPerRequest, repeated_growth_tokens: TokensPerRequest, turns: Turns
) -> TokensPerRequest:
    """Prompt tokens of all turns but the last, which the turn after each sends again."""
    return input_tokens * (turns - 1) + repeated_growth_tokens


def input_tokens_of_all_turns(
    repeated_input_tokens: TokensPerRequest, last_input_tokens: TokensPerRequest
) -> TokensPerRequest:
    """Prompt tokens of all turns: of the last, and of all before it."""
    return repeated_input_tokens + last_input_tokens


def uncacheable_repeated_tokens(
    input_tokens: TokensPerRequest,
    growth_tokens: TokensPerRequest,
    turns: Turns,
    block_tokens: TokensPerRequest,
    least_prefix_tokens: TokensPerRequest,
) -> TokensPerRequest:
    """What the cache cannot hold of what is sent again: beyond whole blocks, or of a prefix that is too short."""
    return broken(input_tokens, growth_tokens, turns - 1, block_tokens, least_prefix_tokens)


def cacheable_repeated_tokens(
    repeated_input_tokens: TokensPerRequest, uncacheable_repeated_tokens: TokensPerRequest
) -> TokensPerRequest:
    """What the cache can hold of what is sent again."""
    return repeated_input_tokens - uncacheable_repeated_tokens


def output_tokens_of_all_turns(output_tokens: TokensPerRequest, turns: Turns) -> TokensPerRequest:
    """Completion tokens of all turns."""
    return output_tokens * turns
