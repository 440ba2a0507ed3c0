"""No sites are asked for twice: not in two cases, and not in two pools."""

import pytest

from generator.errors import ProposalError
from generator.inputs import load
from tests.conftest import REGIONS

US = "proposal.request.pools.us"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({f"{US}.headline_case": "eu.mean"}, "the traffic of eu is in another pool already"),
        ({f"{US}.beside": "{eu.mean: {included: true}}"}, "the traffic of eu is in another case already"),
        ({f"{US}.base_case": "eu.mean"}, "eu.mean is of other sites than the headline case"),
        ({f"{US}.alternative_case": "us.noon"}, "the alternative case is the headline case itself"),
        ({f"{US}.label": "Europe"}, "the label “Europe” stands twice"),
        ({"proposal.request.headline_case": "eu.noon"}, "expected either headline_case or pools, not both"),
        ({"proposal.request.base_case": "eu.mean"}, "expected at most one of pools and base_case"),
        ({"proposal.request.pools": "{}"}, "expected either headline_case or pools, has neither"),
    ],
)
def test_what_is_asked_for_twice_is_told(changes: dict[str, str], said: str) -> None:
    with pytest.raises(ProposalError) as found:
        load(REGIONS, changes)
    assert any(said in fault.what for fault in found.value.faults), found.value.faults


def test_a_case_that_is_not_included_may_stand_in_two_pools() -> None:
    load(REGIONS, {f"{US}.beside": "{eu.mean: {included: false}}"})
