"""An assumption moved to an end. In: it, and the unrounded request before and after. Out: how far that moves."""

from generator.calculation.verbs import greatest, least, total
from generator.units import Alike, Count, Each, Move, Share, TokensPerMinute, TokensPerRequest, WorkPerMinute, YesNo


def lowered(assumption: Alike, moves_by: Share) -> Alike:
    """The assumption, lowered by the step."""
    return assumption * (1 - moves_by)


def raised(assumption: Alike, moves_by: Share) -> Alike:
    """The assumption, raised by the step."""
    return assumption * (1 + moves_by)


def held(assumption: Alike) -> Alike:
    """The assumption as it is, for at this end it cannot be another."""
    return assumption


def with_fewer_of_its_own(
    input_tokens: TokensPerRequest, specific_tokens: TokensPerRequest, moves_by: Share
) -> TokensPerRequest:
    """Input tokens of a call whose own part, that begins no other prompt, is lowered by the step."""
    return input_tokens - specific_tokens * moves_by


def with_more_of_its_own(
    input_tokens: TokensPerRequest, specific_tokens: TokensPerRequest, moves_by: Share
) -> TokensPerRequest:
    """Input tokens of a call whose own part, that begins no other prompt, is raised by the step."""
    return input_tokens + specific_tokens * moves_by


def moved_input_tokens(
    input_tokens: TokensPerRequest, assumption: TokensPerRequest, moved: TokensPerRequest
) -> TokensPerRequest:
    """Input tokens of a call that begins with a component, once that is moved; what is its own stays."""
    return input_tokens + moved - assumption


def tokens_at_low(tokens_per_minute: TokensPerMinute, low_tokens_per_minute: TokensPerMinute) -> Move:
    """How far the requested tokens a minute move with the assumption at its low end."""
    return (low_tokens_per_minute - tokens_per_minute) / tokens_per_minute


def tokens_at_high(tokens_per_minute: TokensPerMinute, high_tokens_per_minute: TokensPerMinute) -> Move:
    """How far the requested tokens a minute move with the assumption at its high end."""
    return (high_tokens_per_minute - tokens_per_minute) / tokens_per_minute


def uncached_tokens_at_low(
    uncached_tokens_per_minute: TokensPerMinute, low_uncached_tokens_per_minute: TokensPerMinute
) -> Move:
    """How far the requested uncached tokens a minute, output included, move with the assumption at its low end."""
    return (low_uncached_tokens_per_minute - uncached_tokens_per_minute) / uncached_tokens_per_minute


def uncached_tokens_at_high(
    uncached_tokens_per_minute: TokensPerMinute, high_uncached_tokens_per_minute: TokensPerMinute
) -> Move:
    """How far the requested uncached tokens a minute, output included, move with the assumption at its high end."""
    return (high_uncached_tokens_per_minute - uncached_tokens_per_minute) / uncached_tokens_per_minute


def rise(each_move: Each[Move]) -> Move:
    """The greatest move of the request upwards, at either end, in either count."""
    return greatest(each_move)


def fall(each_move: Each[Move]) -> Move:
    """The greatest move of the request downwards, at either end, in either count."""
    return 0 - least(each_move)


def effect(each_way: Each[Move]) -> Move:
    """How far the request moves with the assumption, up or down, whichever is farther."""
    return greatest(each_way)


def is_slight(effect: Move, negligible_below: Share) -> YesNo:
    """Whether the request moves so little with the assumption that a document need not name it."""
    return effect < negligible_below


def slight(each_is_slight: Each[YesNo]) -> Count:
    """How many assumptions move the request so little."""
    return total(each_is_slight)


def work_at_low(work_per_minute: WorkPerMinute, low_work_per_minute: WorkPerMinute) -> Move:
    """How far the requested work a minute moves with the assumption at its low end."""
    return (low_work_per_minute - work_per_minute) / work_per_minute


def work_at_high(work_per_minute: WorkPerMinute, high_work_per_minute: WorkPerMinute) -> Move:
    """How far the requested work a minute moves with the assumption at its high end."""
    return (high_work_per_minute - work_per_minute) / work_per_minute
