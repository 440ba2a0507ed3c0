"""A vendor's unit of capacity that is stated by the second. In: its tokens a second. Out: its tokens a minute."""

from generator.units import SecondsPerMinute, TokensPerMinutePerUnit, TokensPerSecondPerUnit


def tokens_per_minute_per_unit(
    tokens_per_second_per_unit: TokensPerSecondPerUnit, seconds_per_minute: SecondsPerMinute
) -> TokensPerMinutePerUnit:
    """Metered tokens a minute that a unit carries."""
    return tokens_per_second_per_unit * seconds_per_minute
