"""The difference between two pages is that of their sheets."""

from generator.document.templates import INSTALLED
from generator.inputs import load
from generator.preview.difference import difference
from generator.preview.page import work_out
from tests.conftest import REGIONS, SMALL


def test_each_limit_is_told_before_and_after_and_by_how_much() -> None:
    ids: dict[str, str] = {}
    before, after = (work_out(load(SMALL, {"scenarios.desk.sites": sites}), INSTALLED, ids) for sites in ("4", "5"))
    found = difference(before, after)
    assert [(one["title"], one["before"], one["after"], one["by"]) for one in found["limits"]] == [
        ("RPM", "1,332", "1,665", "+25%"),
        ("TPM", "8,991,000", "11,238,750", "+25%"),
        ("uncached TPM", "8,991,000", "11,238,750", "+25%"),
    ]
    names = before.shown.keys() | after.shown.keys()
    assert found["of"] == len(names)
    assert found["moved"] == sum(before.shown.get(name) != after.shown.get(name) for name in names) > 0
    assert difference(after, before)["limits"][0]["by"] == "−20%"
    third = work_out(load(SMALL, {"scenarios.desk.sites": "3"}), INSTALLED, ids)
    assert difference(third, before)["limits"][0]["by"] == "~+33.3%"


def test_a_page_does_not_differ_from_itself_and_pools_are_told_apart() -> None:
    page = work_out(load(REGIONS), INSTALLED, {})
    found = difference(page, page)
    assert found["moved"] == 0
    assert {one["by"] for one in found["limits"]} == {""}
    assert len(found["limits"]) == 3 * len(page.product.proposal.inputs.proposal.request.pools)
