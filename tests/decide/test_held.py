"""An offer as it is told: which limit binds first, which load case comes closest, what is not said."""

from generator.decide.held import Held, held
from generator.decide.offers import with_offers
from generator.decide.remedies import _downward, remedies
from generator.figures.sheet import calculate
from generator.inputs.load import validated
from generator.inputs.raw import read
from tests.conftest import UNITS
from tests.decide.conftest import Offered, offered


def of(offers: Offered, name: str) -> Held:
    return held(offers.proposal, offers.sheet, name)


def test_the_limit_that_binds_first_is_the_one_that_is_needed_most_often(both: Offered) -> None:
    found = of(both, "limits")
    assert found.worst is not None
    assert (found.worst.model, found.worst.key) == ("scribe-2", "tokens_per_minute")
    assert max(one.times.value for one in found.limits) == found.worst.times.value
    assert not found.fits


def test_each_load_case_stands_beside_the_limit_that_it_comes_closest_to(both: Offered) -> None:
    cases = {one.case: one.closest for one in of(both, "blocks").cases}
    assert {case: (one.model, one.key, one.fits.likely) for case, one in cases.items()} == {
        "rooms.mean": ("scribe-2", "units", True),
        "rooms.morning": ("scribe-2", "units", True),
    }


def test_what_is_not_said_is_named_and_what_says_nothing_of_a_model_does_not_fit(both: Offered) -> None:
    assert of(both, "limits").unsaid == {"scribe-2": [], "ear-1": ["requests a minute", "uncached tokens a minute"]}
    one = offered({"offers.limits.models": "{ear-1: {limits: {tokens_per_minute: 50000}}}"})
    found = of(one, "limits")
    assert (found.silent, found.fits) == (["scribe-2"], False)
    assert found.all_fit is not None
    assert found.all_fit.likely


def test_a_limit_of_which_the_need_is_not_known_is_named() -> None:
    seconds = {f"page_profiles.page.calls.{call}.seconds": "to be agreed" for call in ("writing", "speakers")}
    limits = {"offers.limits.models.ear-1.limits": "{requests_in_flight: 5}"}
    (unknown,) = of(offered({**seconds, **limits}), "limits").not_known
    assert (unknown.model, unknown.called, unknown.limit.value) == ("ear-1", "requests at once", 5)


def test_how_many_days_too_late_it_begins(both: Offered) -> None:
    assert of(both, "limits").days_late == 14
    assert of(both, "blocks").days_late < 0
    assert of(offered({"proposal.needed_by": "to be agreed"}), "limits").days_late == 0


def test_what_is_to_be_ordered_is_told_of_what_does_not_fit(both: Offered) -> None:
    assert {what: one.value for what, one in of(both, "limits").orders.items()} == {
        "tokens a minute of scribe-2": 150000
    }
    assert of(both, "blocks").orders == {}
    fewer = of(offered({"offers.blocks.models.scribe-2.units": "30"}), "blocks")
    assert {what: one.value for what, one in fewer.orders.items()} == {"units of capacity of scribe-2": 40}


def test_a_model_whose_work_is_no_token_is_named_where_nothing_is_said_of_it() -> None:
    said = "{vendor: Q, said: 2028-01-01, source: {assumed: so}, models: {paint-1: {limits: {requests_per_minute: 9}}}}"
    media = UNITS.parent / "media"
    texts = {path.name: path.read_text(encoding="utf-8") for path in media.glob("*.yaml")}
    proposal = validated(read(media, {}, texts | {"offers/q.yaml": said}), every_offer=True)
    sheet = with_offers(proposal, calculate(proposal))
    each = [*remedies(read(media, {}, texts | {"offers/q.yaml": said}), proposal, sheet, "q")]
    assert all(one.path in {leaf.path for leaf in proposal.leaves()} for one in each)
    assert not _downward(sheet, "scenarios.archive.deadline_hours")
    assert _downward(sheet, "page_profiles.document.calls.reading.requests_per_page")
    found = held(proposal, sheet, "q")
    assert "read-1" in found.silent
    assert not found.fits
