"""What is metered and published by model, and what caps of tenants bound; only what is stated is there."""

from fractions import Fraction

import pytest

from generator.errors import ProposalError
from generator.figures.figure import Sheet
from generator.figures.metering import CALLED
from generator.inputs import load
from tests.conftest import FULL, ROOT, UNITS
from tests.sheets import NO_VARIANT, sheet_of

MIX = ROOT / "tests" / "proposals" / "search-mix"
PRICE = "{input: 1, cached: 1, written: 2, output: 1}"
MODEL = "request.models.scribe-2"
METER = "models.scribe-2.meter"


def sheet(changes: dict[str, str]) -> Sheet:
    return sheet_of(UNITS, NO_VARIANT | changes)


def test_a_meter_without_units_tells_metered_tokens_alone() -> None:
    found = sheet({METER: "{cached: 0.1, output: 5}"})
    assert f"{MODEL}.metered_tokens_per_minute" in found
    assert f"{MODEL}.units" not in found
    assert "request.units" not in found


def test_units_of_another_name_are_not_added() -> None:
    assert "request.units" not in sheet({f"{METER}.unit.name": "Brick"})


def test_units_are_never_fewer_than_are_sold() -> None:
    assert sheet({f"{METER}.unit.least": "100"})[f"{MODEL}.units"].value == 100


def test_units_are_asked_for_with_the_headroom() -> None:
    found = sheet({"proposal.request.headroom": "{value: 50%, source: {assumed: so}}"})
    assert found[f"{MODEL}.metered_tokens_per_minute"].value == 233_625
    assert found[f"{MODEL}.units"].value == 80


@pytest.mark.parametrize(
    ("limit", "most"), [("output_tokens_per_minute: 1000", "17.5"), ("requests_per_day: 1", "12,000")]
)
def test_a_single_limit_is_compared_and_binds_beside_no_other(limit: str, most: str) -> None:
    found = sheet({"models.scribe-2.published": f"{{tier: t, {limit}}}"})
    key = limit.partition(":")[0]
    assert str(found[f"{MODEL}.limits.{key}.times_published"]) == most
    assert f"{MODEL}.binds_at" not in found


def test_a_limit_of_what_is_not_known_is_not_compared() -> None:
    found = sheet({"page_profiles.page.calls.writing.seconds": "to be agreed"})
    assert f"{MODEL}.limits.requests_in_flight.times_published" not in found
    assert f"{MODEL}.binds_at" in found


def test_the_limit_that_binds_first_is_the_greatest_of_its_model() -> None:
    found = sheet_of(FULL)
    model = "request.models.oak-9"
    times = [found[f"{model}.times_published_{key}"].value for key in ("requests", "tokens", "uncached_tokens")]
    assert found[f"{model}.binds_at"].value == max(times) == times[2]
    first = {name for name, one in found.items() if name.startswith(f"{model}.limits.") and one.value is True}
    assert first == {f"{model}.limits.uncached_tokens_per_minute.binds_first"}


def test_a_cap_bounds_what_it_counts_and_nothing_else() -> None:
    cap = "{tenants: 3, tokens_per_minute_per_tenant: 1000, source: {stated: so}}"
    found = sheet({"proposal.request.tenant_cap": cap})
    own = {name.rpartition(".")[2] for name in found if name.startswith("request.tenant_cap.")}
    assert own == {"most_tokens_per_minute", "tenants_in_tokens"}


def test_a_meter_without_cache_writes_counts_them_as_other_input() -> None:
    offered = {"offers.limits.models.scribe-2.price": "{input: 2.5, output: 9}"}
    found = sheet({METER: "{cached: 0.25, output: 4}", "models.scribe-2.price": "{input: 2, output: 8}", **offered})
    assert found[f"{MODEL}.metered_tokens_per_minute"].value == 35 * (2200 + 200 + 2000)
    assert not [name for name in found if "written" in name]


def test_what_a_call_in_turns_writes_is_refused_where_the_meter_counts_it() -> None:
    call = "page_profiles.page.calls.writing"
    with pytest.raises(ProposalError) as found:
        load(UNITS, {f"{call}.turns": "3", f"{call}.growth_tokens": "100"})
    assert any("counts cache writes" in one.what for one in found.value.faults)


def test_a_limit_is_called_by_what_it_counts_and_over_how_long() -> None:
    assert [CALLED[key] for key in ("uncached_tokens_per_day", "tokens_per_hour", "requests_in_flight")] == [
        "uncached tokens a day",
        "tokens an hour",
        "requests at once",
    ]


def written(found: Sheet, under: str) -> Fraction:
    return Fraction(found[f"{under}.written_input_tokens_per_page"].value)


def test_a_saving_that_takes_prompt_away_is_written_less_often_too() -> None:
    found = sheet_of(UNITS, NO_VARIANT)
    assert written(found, "page_profiles.page.models.scribe-2") == 200
    assert written(found, "savings.shorter.kept_page.models.scribe-2") == 120


def test_a_mean_page_writes_what_its_page_profiles_do_by_their_shares() -> None:
    inputs = load(MIX).inputs
    models = inputs.models
    found = sheet_of(MIX, {f"models.{name}.price": PRICE for name in models} | {"proposal.currency": "EUR"})
    scenario = next(name for name, one in inputs.scenarios.items() if one.page_profiles)
    home = f"scenarios.{scenario}.mean_page"
    for model in models:
        parts = [
            found[f"{home}.parts.{profile}.share_of_pages"].value
            * written(found, f"page_profiles.{profile}.models.{model}")
            for profile in inputs.scenarios[scenario].profiles
            if f"page_profiles.{profile}.models.{model}.requests_per_page" in found
        ]
        assert written(found, f"{home}.models.{model}") == sum(parts)
    assert any(written(found, f"{home}.models.{model}") for model in models)


def test_it_is_said_once_whether_a_meter_or_a_price_asks_for_it() -> None:
    metered = sheet_of(UNITS, {**NO_VARIANT, "models.scribe-2.price": "{input: 2, output: 8}"})
    priced = sheet_of(UNITS, {**NO_VARIANT, "models.scribe-2.meter": "{cached: 1, output: 1}"})
    assert written(metered, "page_profiles.page.models.scribe-2") == written(
        priced, "page_profiles.page.models.scribe-2"
    )
