"""What all of it costs is told where every price of it is known, and nowhere else."""

from fractions import Fraction

import pytest

from generator.errors import ProposalError
from generator.figures.figure import Sheet
from generator.inputs import load
from tests.conftest import ROOT, SMALL, UNITS, Built
from tests.sheets import NO_VARIANT, sheet_of


def sheet(changes: dict[str, str]) -> Sheet:
    return sheet_of(UNITS, NO_VARIANT | changes)


def costs(found: Sheet) -> set[str]:
    return {name for name in found if "cost" in name and "uncached" not in name}


def test_without_prices_nothing_is_said_of_money(small: Built) -> None:
    assert not [name for name in small.sheet if "cost" in name or "budget" in name]


def test_where_a_model_of_the_page_has_no_price_the_page_has_no_cost() -> None:
    found = sheet({"models.ear-1": "{role: Speakers, source: {vendor: so}}"})
    assert "page_profiles.page.models.scribe-2.cost_per_page" in found
    assert not {"page_profiles.page.cost_per_page", "rooms.morning.cost_per_hour"} & costs(found)
    assert not {"scenarios.rooms.cost_per_month", "request.reserved_cost_per_month"} & costs(found)


def test_what_is_sold_in_units_needs_no_price_of_tokens_to_be_held_against_the_budget() -> None:
    unit = "{name: Block, tokens_per_minute: 3000, step: 5, least: 15, price_per_month: 700}"
    meter = f"{{cached: 0.25, written: 1.25, output: 4, unit: {unit}}}"
    found = sheet({"models.scribe-2": f"{{role: Minutes, source: {{vendor: so}}, meter: {meter}}}"})
    assert "proposal.terms.budget.months_cost" not in found
    assert found["proposal.terms.budget.reserved.months_cost"].value == 55 * 700 + 2 * 730
    assert found["savings.again.saved_units_cost_per_month"].value == 5 * 700


def test_a_model_without_units_costs_its_tokens_beside_the_units_of_another() -> None:
    found = sheet({"models.ear-1.meter": "{cached: 0, output: 2}"})
    tokens = found["scenarios.rooms.models.ear-1.cost_per_month"].value
    assert found["request.reserved_cost_per_month"].value == 55 * 700 + tokens


def test_a_unit_is_paid_for_the_hours_that_are_stated_or_for_all() -> None:
    unit = "models.ear-1.meter.unit"
    cost = "request.models.ear-1.units_cost_per_month"
    assert sheet({f"{unit}.hours_per_month": "220"})[cost].value == 2 * 220
    with pytest.raises(ProposalError) as found:
        sheet({unit: "{name: Block, tokens_per_second: 500, hours_per_month: 220}"})
    assert "hours_per_month goes with a price" in found.value.faults[0].what


def test_what_is_written_to_the_cache_costs_as_other_input_unless_it_is_stated() -> None:
    price = "{input: 2, cached: 0.5, output: 8%s}"
    name = "page_profiles.page.models.scribe-2.cost_per_page"
    plain, same, more = (
        sheet({"models.scribe-2.price": price % written}) for written in ("", ", written: 2", ", written: 4")
    )
    assert plain[name].value == same[name].value == more[name].value - Fraction(200 * 2, 10**6)
    shorter = "savings.shorter.kept_page.models.scribe-2.written_input_cost_per_page"
    assert more[shorter].value == Fraction(120 * 4, 10**6)
    assert not [key for key in plain if "written_input_cost" in key]


def test_the_units_that_a_saving_leaves_carry_what_is_beside_it_and_the_headroom() -> None:
    room = sheet({"proposal.request.headroom": "{value: 100%, source: {assumed: so}}"})
    kept = "savings.again.kept_request.models.scribe-2.metered_tokens_per_minute"
    assert room[kept].value == 2 * sheet({})[kept].value


def test_cached_input_costs_as_much_as_other_input_unless_it_is_stated() -> None:
    found = sheet({"models.scribe-2.price": "{input: 2, output: 8}"})
    assert found["page_profiles.page.models.scribe-2.cost_per_page"].value == Fraction(3000 * 2 + 500 * 8, 10**6)


def test_prices_may_be_for_another_number_of_tokens() -> None:
    in_thousands = "{per_tokens: 1000, input: 0.002, cached: 0.0005, written: 0.0025, output: 0.008}"
    name = "page_profiles.page.models.scribe-2.cost_per_page"
    assert sheet({"models.scribe-2.price": in_thousands})[name].value == sheet({})[name].value


def test_the_headroom_costs_nothing_until_it_is_used() -> None:
    room = sheet({"proposal.request.headroom": "{value: 50%, source: {assumed: so}}"})
    assert room["rooms.morning.cost_per_hour"].value == sheet({})["rooms.morning.cost_per_hour"].value


def test_a_budget_is_one_purse_for_all_that_is_asked_for() -> None:
    found = sheet({"proposal.terms.budget.per_month": "2442"})
    assert found["proposal.terms.budget.share_of_budget"].value == 1
    assert found["proposal.terms.budget.exceeds_budget"].value is False


def test_money_in_no_currency_is_refused() -> None:
    with pytest.raises(ProposalError) as found:
        load(SMALL, {"models.quill-2.price": "{input: 1, output: 2}"})
    assert "no currency" in found.value.faults[0].what


def test_a_month_of_drivers_has_its_cost_its_part_of_the_budget_and_the_worth_of_savings() -> None:
    chat = ROOT / "tests" / "proposals" / "support-chat"
    found = sheet_of(
        chat,
        {
            "proposal.currency": "EUR",
            "models.quill-2.price": "{input: 0.5, cached: 0.1, output: 2}",
            "proposal.terms": "{budget: {says: So much., per_month: 1000, source: {stated: so}}}",
        },
    )
    each = Fraction(1600 * 5 + 2400 * 1 + 250 * 20, 10**7)
    assert found["scenarios.chat.month.cost_per_month"].value == 604800 * each
    assert found["scenarios.chat.month.models.quill-2.cost_per_month"].value == 604800 * each
    assert found["proposal.terms.budget.share_of_budget"].value == 604800 * each / 1000
