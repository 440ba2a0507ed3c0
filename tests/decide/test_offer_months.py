"""What a month of an offer costs: all that is said is summed, and where a price is not said there is no sum."""

from tests.decide.conftest import IN_UNITS, Offered, offered

MODEL = "offers.limits.models.scribe-2"


def test_where_a_price_is_not_said_there_is_no_sum() -> None:
    sheet = offered({"offers.limits.models.ear-1": "{limits: {tokens_per_minute: 50000}}"}).sheet
    assert [name for name in sheet if name.startswith("offers.limits.flat.")] == []
    assert f"{MODEL}.month.tokens_cost_per_month" in sheet


def test_a_price_for_all_of_it_is_a_sum_whatever_each_model_costs() -> None:
    changes = {"offers.blocks.models.ear-1": "{limits: {tokens_per_minute: 50000}}", "offers.blocks.per_month": "90"}
    assert offered(changes).sheet["offers.blocks.flat.cost_of_parts"].value == 14600 + 90


def test_a_base_in_units_carries_what_its_units_do() -> None:
    sheet = offered(IN_UNITS).sheet
    of_a_page = 2200 + 800 * 0.5 + 500 * 5
    assert sheet[f"{MODEL}.base.metered_tokens_per_month"].value == 264_000 * of_a_page
    assert sheet[f"{MODEL}.base.share_above_base"].value == 1 - sheet[
        f"{MODEL}.base.carried_by_units"
    ].value * 13_200 / (sheet[f"{MODEL}.base.metered_tokens_per_month"].value)
    assert (
        sheet["offers.limits.base_at_least.cost_of_parts"].value
        == 15 * 100
        + sheet[f"{MODEL}.base.burst_cost_per_month"].value
        + sheet["offers.limits.models.ear-1.month.tokens_cost_per_month"].value
    )


def test_units_are_paid_for_the_hours_that_are_said() -> None:
    path = "offers.blocks.models.scribe-2.meter.unit"
    sheet = offered({f"{path}.hours_per_month": "200"}).sheet
    assert sheet["offers.blocks.models.scribe-2.units_cost_per_month"].value == 40 * 0.5 * 200


def test_no_month_that_is_not_known_has_a_cost(both: Offered) -> None:
    sheet = offered(
        {
            "proposal.request.headline_case": "rooms.morning",
            "scenarios.rooms.month": "{active_days: 22, hours_per_day: 10}",
        }
    )
    assert sheet.sheet["offers.limits.flat.cost_of_parts"].value == both.sheet["offers.limits.flat.cost_of_parts"].value
