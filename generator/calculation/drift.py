"""A stated input beside what was measured. In: both, and the request with each. Out: how far apart they are."""

from generator.units import Alike, Move, TokensPerMinute


def apart(stated: Alike, measured: Alike) -> Move:
    """How far what was measured is from what is stated."""
    return (measured - stated) / stated


def tokens_move_by(tokens_per_minute: TokensPerMinute, measured_tokens_per_minute: TokensPerMinute) -> Move:
    """How far the requested tokens a minute would move with what was measured."""
    return (measured_tokens_per_minute - tokens_per_minute) / tokens_per_minute


def uncached_tokens_move_by(
    uncached_tokens_per_minute: TokensPerMinute, measured_uncached_tokens_per_minute: TokensPerMinute
) -> Move:
    """How far the requested uncached tokens a minute, output included, would move with what was measured."""
    return (measured_uncached_tokens_per_minute - uncached_tokens_per_minute) / uncached_tokens_per_minute
