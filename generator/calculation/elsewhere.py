"""What of a call goes to another vendor. In: its requests, and shares of them. Out: what stays, and what goes there."""

from generator.calculation.verbs import total
from generator.units import Each, RequestsPerPage, Share


def share_here(each_split_share: Each[Share]) -> Share:
    """Share of the requests that stay with the vendor: all but those that go to others."""
    return 1 - total(each_split_share)


def requests_here_per_page(requests_per_page: RequestsPerPage, share_here: Share) -> RequestsPerPage:
    """Requests of a page that stay with the vendor."""
    return requests_per_page * share_here


def requests_sent_per_page(requests_per_page: RequestsPerPage, split_share: Share) -> RequestsPerPage:
    """Requests of a page that always go to the other vendor's model."""
    return requests_per_page * split_share


def requests_taken_over_per_page(requests_here_per_page: RequestsPerPage, fallback_share: Share) -> RequestsPerPage:
    """Requests of a page that the other vendor's model takes over, should the vendor fail."""
    return requests_here_per_page * fallback_share


def requests_reserved_per_page(
    requests_sent_per_page: RequestsPerPage, requests_taken_over_per_page: RequestsPerPage
) -> RequestsPerPage:
    """Requests of a page that the other vendor's model has to carry, should the vendor fail."""
    return requests_sent_per_page + requests_taken_over_per_page
