"""What all of it costs is told where every price of it is known, and nowhere else."""

from fractions import Fraction

import pytest

from generator.errors import ProposalError
from generator.figures.figure import Sheet
from generator.figures.sheet import calculate
from generator.inputs import load
from tests.conftest import ROOT, SMALL, UNITS


def sheet(changes: dict[str, str]) -> Sheet:
    return calculate(load(UNITS, changes))


def costs(found: Sheet) -> set[str]:
    return {name for name in found if "cost" in name and "uncached" not in name}


def test_without_prices_nothing_is_said_of_money() -> None:
    assert not [name for name in calculate(load(SMALL)) if "cost" in name or "budget" in name]


def test_where_a_model_of_the_page_has_no_price_the_page_has_no_cost() -> None:
    found = sheet({"models.ear-1": "{role: Speakers, source: {vendor: so}}"})
    assert {name.rpartition(".")[2] for name in costs(found)} == {"units_cost_per_hour", "units_cost_per_month"}


def test_cached_input_costs_as_much_as_other_input_unless_it_is_stated() -> None:
    found = sheet({"models.scribe-2.price": "{input: 2, output: 8}"})
    assert found["page_profiles.page.models.scribe-2.cost_per_page"].value == Fraction(3000 * 2 + 500 * 8, 10**6)


def test_prices_may_be_for_another_number_of_tokens() -> None:
    in_thousands = "{per_tokens: 1000, input: 0.002, cached: 0.0005, output: 0.008}"
    name = "page_profiles.page.models.scribe-2.cost_per_page"
    assert sheet({"models.scribe-2.price": in_thousands})[name].value == sheet({})[name].value


def test_the_headroom_costs_nothing_until_it_is_used() -> None:
    room = sheet({"proposal.request.headroom": "{value: 50%, source: {assumed: so}}"})
    assert room["rooms.morning.cost_per_hour"].value == sheet({})["rooms.morning.cost_per_hour"].value


def test_a_budget_is_one_purse_for_all_that_is_asked_for() -> None:
    found = sheet({"proposal.terms.budget.per_month": "2415.6"})
    assert found["proposal.terms.budget.share_of_budget"].value == 1
    assert found["proposal.terms.budget.exceeds_budget"].value is False


def test_money_in_no_currency_is_refused() -> None:
    with pytest.raises(ProposalError) as found:
        load(SMALL, {"models.quill-2.price": "{input: 1, output: 2}"})
    assert "no currency" in found.value.faults[0].what


def test_a_month_of_drivers_has_its_cost_its_part_of_the_budget_and_the_worth_of_savings() -> None:
    chat = ROOT / "tests" / "proposals" / "support-chat"
    found = calculate(
        load(
            chat,
            {
                "proposal.currency": "EUR",
                "models.quill-2.price": "{input: 0.5, cached: 0.1, output: 2}",
                "proposal.terms": "{budget: {says: So much., per_month: 1000, source: {stated: so}}}",
            },
        )
    )
    each = Fraction(1600 * 5 + 2400 * 1 + 250 * 20, 10**7)
    assert found["scenarios.chat.month.cost_per_month"].value == 604800 * each
    assert found["scenarios.chat.month.models.quill-2.cost_per_month"].value == 604800 * each
    assert found["proposal.terms.budget.share_of_budget"].value == 604800 * each / 1000
