"""A prompt component on a page. In: the calls that begin with it. Out: how often a page sends it."""

from generator.calculation.verbs import total
from generator.units import Each, RequestsPerPage


def requests_per_page(each_requests_per_page: Each[RequestsPerPage]) -> RequestsPerPage:
    """Requests of a page whose prompt begins with this component."""
    return total(each_requests_per_page)
