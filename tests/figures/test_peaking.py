"""How many sites peak at once follows from how long each is at peak, and how their peaks fall together."""

import pytest

from generator.chances.peaks import binomial_above
from generator.errors import ProposalError
from generator.figures.figure import Sheet
from generator.figures.sheet import calculate
from generator.inputs import load
from tests.conftest import KINDS, SMALL

(FOLDER,) = (one for one in KINDS if one.name == "chances")
PEAKS = "scenarios.shops.sites_peak"
SHOPS = "chances.request.pools.shops"


ALONE = {
    "proposal.request": "{chances: {draws: 20000, seed: 7}, pools: {shops: {label: Shops, headline_case: shops.peak}}}"
}
"""Of the pools of the proposal the shops alone, for which the peaks of sites are drawn."""


def sheet(peaks: str, **changes: str) -> Sheet:
    more = {name.replace("__", "."): text for name, text in changes.items()}
    return calculate(load(FOLDER, {**ALONE, PEAKS: peaks, **more}))


def of(found: Sheet, key: str) -> float:
    return float(found[f"{SHOPS}.{key}"].value)


@pytest.fixture(scope="module")
def plain() -> Sheet:
    return sheet("{independent: true}")


def test_in_a_season_the_same_peaks_fall_together_more_often(plain: Sheet) -> None:
    found = sheet("{season: 25%}")
    assert of(found, "sites_at_peak.mean") == of(plain, "sites_at_peak.mean") == 0.3
    expected = 0.25 * binomial_above(3, 0.4, 1)
    assert of(found, "sites_at_peak.share_of_time_above") == pytest.approx(expected, rel=0.005)
    assert of(found, "minutes_above") == pytest.approx(6000 * expected, rel=0.05)
    assert of(found, "share_refused") > of(plain, "share_refused")


def test_correlated_peaks_fall_together_up_to_all_of_them(plain: Sheet) -> None:
    none, some, every = (sheet(f"{{correlation: {one}}}") for one in ("0%", "50%", "100%"))
    share = "sites_at_peak.share_of_time_above"
    assert of(none, share) == of(plain, share)
    assert of(plain, share) < of(some, share) < of(every, share)
    assert of(every, share) == pytest.approx(0.1, rel=0.01)


def test_peaks_that_begin_in_few_hours_fall_together_more_often(plain: Sheet) -> None:
    few = sheet(f"{{independent: true, hours: [{', '.join(['0'] * 20 + ['1'] * 4)}]}}")
    assert of(few, "sites_at_peak.minutes_above") > of(plain, "sites_at_peak.minutes_above")
    assert of(few, "minutes_above") == pytest.approx(of(few, "sites_at_peak.minutes_above"), rel=0.1)


def test_short_peaks_are_over_before_a_bucket_is_empty(plain: Sheet) -> None:
    short = sheet("{independent: true, lasts_minutes: 1}")
    assert of(short, "minutes_above") == pytest.approx(of(plain, "minutes_above"), rel=0.05)
    assert of(short, "share_refused") < of(plain, "share_refused") / 3


def test_where_more_sites_are_counted_on_fewer_minutes_are_above(plain: Sheet) -> None:
    more = calculate(load(FOLDER, {**ALONE, "scenarios.shops.load_cases.peak.sites_at_peak": "3"}))
    assert of(more, "sites_at_peak.minutes_above") == of(more, "minutes_above") == of(more, "share_refused") == 0
    assert f"{SHOPS}.chance_of_more" not in more, "no range moves it"
    assert of(plain, "minutes_above") > 0


def test_of_very_many_sites_no_turns_are_drawn_and_the_closed_form_is_told() -> None:
    found = sheet("{independent: true}", scenarios__shops__sites="5000")
    assert of(found, "sites_at_peak.mean") == 500
    assert f"{SHOPS}.minutes_above" not in found
    assert f"{SHOPS}.sites_at_peak.mean" not in sheet("{correlation: 20%}", scenarios__shops__sites="5000")


def test_where_nobody_says_how_peaks_fall_nothing_is_told_of_it() -> None:
    found = calculate(load(SMALL, {"proposal.request.chances": "{draws: 1000}"}))
    assert not [name for name in found if "sites_at_peak.mean" in name or name.endswith("minutes_above")]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("{independent: true, season: 10%}", "expected one of independent, correlation and season"),
        ("{}", "expected one of independent, correlation and season, found none"),
        ("{season: 10%, lasts_minutes: 3, hours: [" + ", ".join(["1"] * 24) + "]}", "at most one of lasts_minutes"),
    ],
)
def test_peaks_fall_in_one_way(typed: str, said: str) -> None:
    with pytest.raises(ProposalError, match=said):
        load(FOLDER, {PEAKS: typed})


def test_peaks_need_page_views_and_both_rates() -> None:
    with pytest.raises(ProposalError, match="how long a site is at its peak does not follow from this scenario"):
        load(FOLDER, {"scenarios.flat.sites_peak": "{independent: true}"})
