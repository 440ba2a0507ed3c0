"""The request of a proposal: at once, or pool by pool."""

from generator.inputs import load
from tests.conftest import REGIONS, SMALL


def test_the_parts_are_the_pools_or_the_whole_request() -> None:
    assert list(load(SMALL).inputs.proposal.request.parts) == ["request"]
    assert list(load(REGIONS).inputs.proposal.request.parts) == ["request.pools.eu", "request.pools.us"]


def test_the_first_pool_is_the_one_that_is_spoken_of() -> None:
    assert load(REGIONS).inputs.proposal.request.first.headline_case == "eu.noon"


def test_a_pool_without_a_label_is_called_by_its_name() -> None:
    changes = {"proposal.request.pools": "{north-sea: {headline_case: eu.noon}}", "savings": "{}"}
    assert load(REGIONS, changes).inputs.proposal.request.pools["north-sea"].label == "North sea"
