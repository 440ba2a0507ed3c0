"""Requests that are sent once more. In: requests, and the share that fails or comes too late. Out: all of them."""

from generator.units import RequestsPerPage, Share


def requests_with_retries_per_page(requests_per_page: RequestsPerPage, retries: Share) -> RequestsPerPage:
    """How often a page sends this call, those times included that it has to be sent once more."""
    return requests_per_page * (1 + retries)
