"""Variants worked out whole: what each is, beside a proposal whose files were edited by hand in the same way."""

import pytest

from generator.decide.variants import Side, compared, figures_of
from generator.errors import ProposalError
from generator.figures.varied import Row
from generator.inputs import load
from generator.inputs.raw import read
from tests.conftest import SMALL, UNITS
from tests.sheets import NO_VARIANT

TOKENS = Row("", "", "Tokens a minute")


@pytest.fixture
def by_name(sides: list[Side]) -> dict[str, Side]:
    return {one.name: one for one in sides}


def test_a_variant_is_what_its_changes_would_be_in_the_files(by_name: dict[str, Side]) -> None:
    uncached = {"caching.prefix_cache.hit_rate": "{value: 0%, source: {assumed: so}}"}
    edited = figures_of(load(UNITS, NO_VARIANT | uncached))
    found = by_name["no-cache"].figures
    assert {row: one.value for row, one in found.items()} == {row: one.value for row, one in edited.items()}
    assert found != {}


def test_a_model_that_no_call_is_given_any_more_is_asked_for_no_longer(by_name: dict[str, Side]) -> None:
    models = {row.model for row in by_name["one-model"].figures}
    assert models == {"", "scribe-2"}
    assert by_name["one-model"].figures[TOKENS].value == by_name[""].figures[TOKENS].value


def test_a_saving_that_is_built_takes_its_pages_away(by_name: dict[str, Side]) -> None:
    assert by_name["reuse-built"].puts["scenarios.rooms.generative_share"] == ("100%", "90%")
    edited = {"scenarios.rooms.generative_share": "{value: 90%, source: {assumed: so}}"}
    edited["page_profiles.page.calls.writing.output_tokens"] = "{value: 400, source: {assumed: so}}"
    by_hand = figures_of(load(UNITS, NO_VARIANT | edited))
    assert {row: one.value for row, one in by_name["reuse-built"].figures.items()} == {
        row: one.value for row, one in by_hand.items()
    }
    assert TOKENS in by_hand


def test_changes_come_first_and_each_variant_is_made_of_what_they_leave() -> None:
    more = {"scenarios.rooms.load_cases.morning.sites_at_peak": "20"}
    base, other = compared(read(UNITS, NO_VARIANT | more), ["no-cache"])
    assert base.figures[TOKENS].value == other.figures[TOKENS].value == 40 * 4750


@pytest.mark.parametrize(
    ("folder", "names", "told"),
    [(SMALL, (), "has no variants"), (UNITS, ("no-cash",), "there is no such variant; did you mean no-cache?")],
)
def test_a_variant_that_is_not_there_is_refused(folder: object, names: tuple[str, ...], told: str) -> None:
    with pytest.raises(ProposalError, match=told.replace("?", r"\?")) as error:
        list(compared(read(folder, {}), names))  # type: ignore[arg-type]
    assert error.value.exit_code == 2
