"""An assumption moved, to see what rests on it.

In: an assumption and the step, or the request before and after. Out: the moved assumption, and how far both moved.
"""

from generator.calculation.verbs import share
from generator.units import Alike, Move, Share, TokensPerMinute


def raised(assumption: Alike, moves_by: Share) -> Alike:
    """The assumption, raised by the step."""
    return assumption * (1 + moves_by)


def lowered(assumption: Alike, moves_by: Share) -> Alike:
    """The assumption, lowered by the step, for it cannot be raised."""
    return assumption * (1 - moves_by)


def moved_by(assumption: Alike, moved: Alike) -> Move:
    """How far the assumption is moved."""
    return share(moved - assumption, assumption)


def tokens_move_by(tokens_per_minute: TokensPerMinute, moved_tokens_per_minute: TokensPerMinute) -> Move:
    """How far the requested tokens a minute move with the assumption."""
    return share(moved_tokens_per_minute - tokens_per_minute, tokens_per_minute)


def uncached_tokens_move_by(
    uncached_tokens_per_minute: TokensPerMinute, moved_uncached_tokens_per_minute: TokensPerMinute
) -> Move:
    """How far the requested uncached tokens a minute, output included, move with the assumption."""
    return share(moved_uncached_tokens_per_minute - uncached_tokens_per_minute, uncached_tokens_per_minute)
