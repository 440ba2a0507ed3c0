"""What is written to the cache: all that it can hold of a prompt and had not, of every page that is asked for."""

from fractions import Fraction

from generator.figures.figure import Sheet
from generator.inputs import load
from tests.conftest import ROOT, UNITS
from tests.sheets import NO_VARIANT, sheet_of

MIX = ROOT / "tests" / "proposals" / "search-mix"
PRICE = "{input: 1, cached: 1, written: 2, output: 1}"


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
