"""Turns whose prompt is read. In: the conversations of a page that are not refused, and turns. Out: requests."""

from generator.units import RequestsPerPage, Turns


def read_requests_of_all_turns_per_page(read_requests_per_page: RequestsPerPage, turns: Turns) -> RequestsPerPage:
    """Requests of all turns whose prompt is read, and what they send with it: all but those that are refused before."""
    return read_requests_per_page * turns
