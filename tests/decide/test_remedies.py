"""What would have to change: each value is the nearest at which all fits, one step nearer and it does not."""

from decimal import Decimal

import pytest

from generator.decide.remedies import remedies
from tests.decide.conftest import Offered, offered

STEPS = {
    "specific_tokens": Decimal(10),
    "pages_per_minute_per_site": Decimal("0.01"),
    "requests_per_page": Decimal("0.01"),
}


def fits(path: str, value: object) -> bool:
    return bool(offered({path: f"{{value: {value}, source: {{assumed: so}}}}"}).sheet["offers.limits.all_fit"].value)


@pytest.fixture(scope="module")
def found(both: Offered) -> dict[str, str]:
    return {one.path: one.then.replace(",", "") for one in remedies(both.raw, both.proposal, both.sheet, "limits")}


def test_the_assumptions_that_matter_most_are_tried(found: dict[str, str]) -> None:
    assert {path.rpartition(".")[2] for path in found} == {*STEPS}


@pytest.mark.slice(3)
@pytest.mark.parametrize("key", STEPS)
def test_each_value_fits_and_the_next_one_nearer_does_not(found: dict[str, str], key: str) -> None:
    path, value = next(one for one in found.items() if one[0].endswith(f".{key}"))
    assert fits(path, value)
    assert not fits(path, Decimal(value) + STEPS[key])


def test_what_no_value_makes_fit_has_no_remedy(both: Offered) -> None:
    tight = offered(
        {"offers.limits.models.ear-1.limits": "{requests_per_minute: 1, tokens_per_minute: 1}"}, sensitivity=True
    )
    paths = [one.path for one in remedies(tight.raw, tight.proposal, tight.sheet, "limits")]
    assert [path for path in paths if "calls.writing" in path] == []
    assert both.sheet
