"""Requests that fail. In: all requests that are sent, and the shares that fail. Out: those read, and those answered."""

from generator.units import RequestsPerPage, Share


def read_requests_per_page(requests_per_page: RequestsPerPage, refused: Share) -> RequestsPerPage:
    """Requests of this call whose prompt is read, and counts: all but those that are refused before."""
    return requests_per_page * (1 - refused)


def answered_requests_per_page(
    requests_per_page: RequestsPerPage, refused: Share, broken_off: Share
) -> RequestsPerPage:
    """Requests of this call whose output counts: neither refused nor broken off once their prompt was read."""
    return requests_per_page * (1 - refused - broken_off)
