"""A grid line of a logarithmic chart, from the one before.

In: the line before it and the step between lines. Out: what stands at the line.
"""

from generator.units import Count, TokensPerMinute


def tokens_per_minute(line_before: TokensPerMinute, grid_step: Count) -> TokensPerMinute:
    """Tokens a minute at a grid line of a logarithmic chart."""
    return line_before * grid_step
