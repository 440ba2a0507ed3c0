"""What a load case costs. In: its rate, and what a page costs. Out: the cost of a minute and of an hour."""

from generator.units import MinutesPerHour, MoneyPerHour, MoneyPerMinute, MoneyPerPage, PagesPerMinute


def cost_per_minute(pages_per_minute: PagesPerMinute, cost_per_page: MoneyPerPage) -> MoneyPerMinute:
    """Cost of a minute at this rate."""
    return pages_per_minute * cost_per_page


def cost_per_hour(cost_per_minute: MoneyPerMinute, minutes_per_hour: MinutesPerHour) -> MoneyPerHour:
    """Cost of an hour at this rate."""
    return cost_per_minute * minutes_per_hour
