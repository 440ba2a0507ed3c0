"""A template sees what is asked for apart, each with its own cases."""

from generator.document.views import views
from generator.figures.sheet import calculate
from generator.inputs import load
from tests.conftest import REGIONS, SMALL


def test_each_pool_has_its_label_its_headline_case_and_its_own_rows() -> None:
    proposal = load(REGIONS)
    top = views(proposal, calculate(proposal))
    assert [str(one.label) for one in top["pools"]] == ["Europe", "America"]
    assert [str(one.headline.key) for one in top["pools"]] == ["eu.noon", "us.noon"]
    assert [str(one.requests_per_minute) for one in top["pools"]] == ["432", "369.6"]
    assert top["request"] is top["pools"][0]
    assert top["several_pools"]


def test_a_request_that_is_no_pool_is_the_only_one_and_has_no_label() -> None:
    proposal = load(SMALL)
    top = views(proposal, calculate(proposal))
    assert top["pools"] == [top["request"]]
    assert top["request"].label is None
    assert not top["several_pools"]
