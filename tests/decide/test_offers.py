"""Offers beside the need: what was worked out by hand, what is not said, and what a figure of an offer rests on."""

from generator.calculation import offered as formulas
from generator.decide.offers import with_offers
from generator.figures.figure import ancestors
from generator.figures.sheet import calculate
from generator.inputs import load
from generator.inputs.load import validated
from generator.inputs.raw import Raw, read
from tests.calculation.worked import figures, result
from tests.conftest import FULL, UNITS
from tests.decide.conftest import Offered, offered


def test_two_offers_of_different_meters_come_to_what_was_worked_out_by_hand(both: Offered) -> None:
    for end, worked in figures("offers/units").items():
        for one in worked:
            assert both.sheet[one.about].end(end) == one.expected, one.about
            assert result(one.arithmetic) == one.expected, one.about


def test_a_figure_of_an_offer_rests_on_its_line_and_on_the_need(both: Offered) -> None:
    figure = both.sheet["offers.limits.models.scribe-2.limits.tokens_per_minute.times_offered"]
    assert figure.formula is formulas.times_offered
    under = ancestors(figure)
    place = under["offers.limits.models.scribe-2.limits.tokens_per_minute"].origin
    assert place is not None
    assert place.place.file.endswith("offers/limits.yaml")
    assert {"request.models.scribe-2.tokens_per_minute", "scenarios.rooms.sites"} <= under.keys()


def test_what_an_offer_does_not_state_has_no_figure(both: Offered) -> None:
    own = [name for name in both.sheet if name.startswith("offers.limits.models.ear-1.")]
    assert any("tokens_per_minute" in name for name in own)
    assert [name for name in own if "requests" in name or "uncached_tokens_per_minute" in name] == []


def test_where_nothing_is_offered_the_sheet_is_the_same() -> None:
    proposal = load(FULL)
    sheet = calculate(proposal, sensitivity=False)
    assert with_offers(proposal, sheet) is sheet


def test_a_fit_that_doubt_decides_may_be_either(both: Offered) -> None:
    fits = both.sheet["offers.limits.models.scribe-2.limits.uncached_tokens_per_minute.fits"]
    assert fits.likely
    assert fits.may_be
    assert not both.sheet["offers.limits.models.scribe-2.limits.tokens_per_minute.fits"].may_be


def test_limits_of_a_day_stand_beside_the_volume_of_a_day() -> None:
    path = "offers.limits.models.scribe-2.limits"
    day = offered({path: "{tokens_per_day: 42000000, requests_in_flight: 7}"}).sheet
    assert day[f"{path}.tokens_per_day.times_offered"].value == 1
    assert day[f"{path}.requests_in_flight.times_offered"].value * 2 == 1


def test_an_offer_for_all_pools_is_held_against_their_sum() -> None:
    raw = pooled()
    proposal = validated(raw, every_offer=True)
    sheet = with_offers(proposal, calculate(proposal, sensitivity=False))
    assert sheet["offers.limits.models.scribe-2.limits.tokens_per_minute.needed"].value == (35 + 10) * 3500
    assert sheet["offers.blocks.models.scribe-2.need.needed"].value == (35 + 10) * 5100
    assert "offers.limits.carried_pages_per_minute" not in sheet


def pooled() -> Raw:
    """The proposal with a pool for its rooms and one for a hall, ten pages a minute of the same."""
    texts = {path.relative_to(UNITS).as_posix(): path.read_text(encoding="utf-8") for path in UNITS.rglob("*.yaml")}
    texts["scenarios.yaml"] += (
        "hall: {page_profile: page, source: {assumed: so}, sites: 1, load_cases: {full: {pages_per_minute: 10}}}\n"
    )
    asked = "request: {pools: {rooms: {headline_case: rooms.morning}, hall: {headline_case: hall.full}}}\n"
    start = texts["proposal.yaml"].index("request:")
    texts["proposal.yaml"] = (
        texts["proposal.yaml"][:start] + asked + texts["proposal.yaml"][texts["proposal.yaml"].index("judgements:") :]
    )
    return read(UNITS, {}, texts)
