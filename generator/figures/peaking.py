"""How many sites peak at once, and what that refuses, where the inputs say how their peaks fall together.

In: the book with the request worked out, and the need of each limit. Out: simulated figures under `chances`: how many
sites are at peak, how long more are than were counted on or a limit carries, and how many requests that refuses.

The page views of a site's month are so many minutes of its peak. Where each has its peaks by itself, how many are at
once is binomial; otherwise, and for what a limit refuses, the turns of all sites are drawn, with values of the ranges.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from generator.figures.asking import HEADLINES, Part
from generator.figures.drawing import Drawing, drawing
from generator.figures.figure import Figure, Row
from generator.figures.rows import Book
from generator.inputs import Proposal
from generator.inputs.quantities import Amount, unit_of
from generator.units import Minutes, Requests, Share, Sites

MOST_SITES = 4096
"""Of more sites no turns are drawn."""
AT_ONCE = 2**18
"""So many peaks are drawn at the most; of many sites fewer turns."""
FEWEST = 1024
OF_SCENARIO = ("share_of_active_time_at_peak", "minutes_at_peak", "active_minutes")


class Peaks(NamedTuple):
    """The peaks of a scenario's sites: how many sites, their share of the time at peak, and what a turn is.

    A turn, in which each site has one peak, takes `minutes`; `season` is the share of the active time in which there
    are any, and `active` all of it, in minutes a month (or campaign).
    """

    sites: int
    share: float
    minutes: float
    season: float
    active: float
    hours: Sequence[float]
    correlation: float
    rests: Row

    @property
    def plain(self) -> bool:
        """Whether each has its peaks by itself, at any moment as soon as at another."""
        return not (self.hours or self.correlation)


def peak_rows(
    book: Book, proposal: Proposal, part: Part, figures: Mapping[str, Figure], needed: Mapping[str, str]
) -> None:
    """Enters them; nothing where the headline case counts no sites at peak, or nobody says how their peaks fall."""
    scenario, key = book.inputs.scenarios[part.home], part.cases[0].removeprefix(f"{part.home}.")
    at_peak = f"scenarios.{part.home}.load_cases.{key}.sites_at_peak"
    if scenario.sites_peak is None or not isinstance(scenario.load_cases[key].sites_at_peak, Amount):
        return
    import numpy as np

    from generator.chances.peaks import Limit

    peaks = _peaks(book, part.home)
    ranges = frozenset[str]().union(*[book.sheet[name].ranges for name in needed.values()])
    draws = drawing(book, proposal, ranges, without=at_peak)
    most = int(book.sheet[at_peak].value)
    turn, given = _turns(draws, peaks) if peaks.sites <= MOST_SITES else (None, {})
    if turn is not None or peaks.plain:
        _at_once(draws, part.path, peaks, turn, book.sheet[at_peak], most)
    if turn is not None:
        # The need is a straight line of how many sites are at peak: none, and one more.
        counts = [np.full(len(turn.lasts[0]), float(one)) for one in (0, 1)]
        none, one = (draws.swept(figures, {**given, at_peak: count}, needed.values()) for count in counts)
        limit = {name: float(book.sheet[name].value) for name in needed}
        limits = {name: Limit(limit[name], none[key], one[key] - none[key]) for name, key in needed.items()}
        _refused(draws, part, peaks, turn, limits)


def _peaks(book: Book, home: str) -> Peaks:
    stated, scenario = book.inputs.scenarios[home].sites_peak, book.inputs.scenarios[home]
    assert stated is not None
    rests = {**book.under(f"scenarios.{home}", *OF_SCENARIO), "sites": book.sheet[f"scenarios.{home}.sites"]}
    rests |= book.under(f"scenarios.{home}.sites_peak", "correlation", "season", "lasts_minutes")
    days = book.under(f"scenarios.{home}.month", "active_days") or book.under(f"scenarios.{home}", "active_days")
    of_all, at_peak, active = (float(rests[name].value) for name in OF_SCENARIO)
    by_day = float(days["active_days"].value)
    hours = tuple(float(one.ends[1]) for one in stated.hours or ())
    if hours:
        minutes_per_day = 24 * float(book.sheet["constants.minutes_per_hour"].value)
        of_all, active = at_peak / by_day / minutes_per_day, by_day * minutes_per_day
    season = float(stated.season.ends[1]) if stated.season else 1.0
    share = min(of_all / season, 1.0)
    lasts = float(stated.lasts_minutes.ends[1]) if stated.lasts_minutes else at_peak / by_day / season
    correlation = float(stated.correlation.ends[1]) if stated.correlation else 0.0
    sites = int(rests["sites"].value)
    assert scenario.sites is not None
    return Peaks(sites, share, lasts / share, season, active, hours, correlation, rests)


def _turns(draws: Drawing, peaks: Peaks) -> tuple[Any, dict[str, Any]]:
    """Turns of all sites, and the values of the ranges in each."""
    from generator.chances.peaks import begins, turns
    from generator.chances.shapes import together

    many = max(min(draws.draws, AT_ONCE // peaks.sites), FEWEST)
    shares, ranges = draws.shares(many, peaks.sites + 1), len(draws.ranges)
    common, own = shares[:, ranges], shares[:, ranges + 1 :]
    begun = begins(together(own, common, peaks.correlation), peaks.hours)
    return turns(begun, peaks.share), draws.values(shares)


def _at_once(draws: Drawing, path: str, peaks: Peaks, turn: Any, counted_on: Figure, most: int) -> None:
    """How many sites are at peak, and how long more than are counted on."""
    from generator.chances.peaks import binomial_above
    from generator.chances.tally import rounded, share_of

    if peaks.plain:
        above, error = binomial_above(peaks.sites, peaks.share, most), 0.0
    else:
        above, error = _mean(turn.lasts * (turn.sites > most))
    needs: Row = {"sites_at_peak": counted_on, **peaks.rests}
    above, error = above * peaks.season, error * peaks.season
    name = f"{path}.sites_at_peak"
    mean = rounded(peaks.sites * peaks.share * peaks.season, 0.0)
    draws.enter(f"{name}.mean", mean, unit_of(Sites), "How many sites are at peak at once, on average.", needs)
    says = "The share of the time in which more sites are at peak than are counted on."
    draws.enter(f"{name}.{ABOVE[0]}", share_of(above, error), unit_of(Share), says, needs)
    says = "The minutes of the active time in which more sites are at peak than are counted on."
    minutes = rounded(above * peaks.active, error * peaks.active)
    draws.enter(f"{name}.{ABOVE[1]}", minutes, unit_of(Minutes), says, needs)


ABOVE = ("share_of_time_above", "minutes_above")


def _refused(draws: Drawing, part: Part, peaks: Peaks, turn: Any, limits: Mapping[str, Any]) -> None:
    """How long a month the need of each model is above its limits, and how many requests are refused meanwhile."""
    from generator.chances.peaks import refused
    from generator.chances.tally import rounded, share_of

    models = [name for name in draws.book.inputs.models if f"{part.path}.models.{name}.{HEADLINES[0]}" in limits]
    scale, total, sent, off = peaks.season * peaks.active, 0.0, 0.0, 0.0
    anyhow: Any = turn.sites < 0
    for model in models:
        path = f"{part.path}.models.{model}"
        own = {key: limits[f"{path}.{key}"] for key in HEADLINES if f"{path}.{key}" in limits}
        found = refused(turn, list(own.values()), peaks.minutes)
        rests: Row = {**peaks.rests, **{key: draws.book.sheet[f"{path}.{key}"] for key in own}}
        _minutes(draws, path, found.above, scale, rests)
        missed, error = _mean(found.requests[None])
        beyond = float(own[HEADLINES[0]].base.mean()) * (1 - peaks.season)  # no site is at peak out of the season
        says = "Requests of the active time that are refused, its limits being buckets that fill evenly."
        value = rounded(missed * scale, error * scale)
        draws.enter(f"{path}.requests_refused", value, unit_of(Requests), says, rests)
        total, sent = total + missed * peaks.season, sent + found.sent * peaks.season + beyond
        off += error * peaks.season
        anyhow = anyhow | found.when
    rests = {**peaks.rests, **draws.book.under(part.path, *HEADLINES)}
    _minutes(draws, part.path, (turn.lasts * anyhow).sum(axis=0), scale, rests)
    says = "The share of all requests of the active time that is refused."
    draws.enter(
        f"{part.path}.share_refused",
        share_of(*(one / (sent or 1.0) for one in (total, off))),
        unit_of(Share),
        says,
        rests,
    )


def _minutes(draws: Drawing, path: str, above: Any, scale: float, rests: Row) -> None:
    from generator.chances.tally import rounded

    found, error = _mean(above[None])
    says = "Minutes of the active time in which more is needed than a limit allows."
    draws.enter(f"{path}.minutes_above", rounded(found * scale, error * scale), unit_of(Minutes), says, rests)


def _mean(of_each: Any) -> tuple[float, float]:
    """The mean over draws of what each adds up to, and its error."""
    each = of_each.sum(axis=0)
    return float(each.mean()), float(each.std() / len(each) ** 0.5)
